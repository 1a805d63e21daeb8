using Salt.Master.Hosting;

return await MasterProgram.RunAsync(args);
