using System.Runtime.InteropServices;
using Salt.Tests.Fuzzing;
using Salt.Tests.Fuzzing.Running;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"salt-fuzz: {e.Message}\n{FuzzOptions.Usage}");
    return 64;
}

if (options.Progress is { } file)
{
    using var progress = new Progress(file);
    await new FuzzRun(options, progress, TimeProvider.System).RunAsync();
    return 0;
}

// Interrupted, it still says what it has found.
using var broken = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Break);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Break);
return await new Watcher(options, TimeProvider.System).RunAsync(Console.Out, broken.Token);

void Break(PosixSignalContext context)
{
    context.Cancel = true;
    broken.Cancel();
}
