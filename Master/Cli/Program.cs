using Salt.Cli.Frame;

using var interrupt = new Interrupt();
return await MasterCli.RunAsync(args, Terminal.OfProcess(), interrupt.Token);
