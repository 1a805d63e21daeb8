using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Salt.Tests.Chaos;

ChaosOptions options;
try
{
    options = ChaosOptions.Parse(args, seed: RandomNumberGenerator.GetInt32(1_000_000));
}
catch (FormatException e)
{
    Console.Error.WriteLine($"salt-chaos: {e.Message}\n{ChaosOptions.Usage}");
    return 64;
}

// Interrupted, it still puts everything away.
using var broken = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Break);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Break);

Console.WriteLine($"seed {options.Seed}: at least {options.Jobs} jobs on {options.Minions} minions, at least {options.Kills} kills");
await using var stage = await Stage.SetAsync(options);
Console.WriteLine($"below {stage.Root}");
if (stage.Disk is null) Console.WriteLine("no disk is filled: only root may mount a small one");
if (stage.Clocks is null) Console.WriteLine("no clock is stepped: libfaketime is not installed");
// Whatever happens from here to the end of the comparison, the files tell of it.
stage.Cluster.KeepsFiles = true;
var report = await new ChaosRun(stage, options).RunAsync(broken.Token);
report.Print(Console.Out);
var isShort = report.Jobs < options.Jobs || report.Kills < options.Kills;
if (isShort) Console.WriteLine($"\nbroken off before {options.Jobs} jobs and {options.Kills} kills");
stage.Cluster.KeepsFiles = options.Keep || report.Violations.Count > 0;
if (stage.Cluster.KeepsFiles) Console.WriteLine($"\nits files stay below {stage.Root}");
return report.Violations.Count == 0 && !isShort ? 0 : 1;

void Break(PosixSignalContext context)
{
    context.Cancel = true;
    broken.Cancel();
}
