using Microsoft.Extensions.Hosting;

namespace Salt.Hosting;

/// <summary>Something that a daemon does for as long as it lives.</summary>
/// <param name="name">For the log.</param>
/// <param name="make">Puts it together when its turn in the start comes: a failure is one of the start. What it gives returns only when
/// its token is cancelled.</param>
internal sealed class DaemonLoop(string name, Func<Func<CancellationToken, Task>> make) : BackgroundService
{
    private Func<CancellationToken, Task>? _run;

    public string Name => name;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _run = make();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _run!(stoppingToken);
}
