using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Salt.Hosting;

/// <summary>Tells the service manager when the daemon is ready and what it is, and when it stops. Whoever started it and set
/// <c>NOTIFY_SOCKET</c> is told, systemd or not.</summary>
/// <param name="status">One line for <c>systemctl status</c>.</param>
internal sealed class ServiceStatus(ISystemdNotifier notifier, string status) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        notifier.Notify(new ServiceState($"READY=1\nSTATUS={status}"));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        notifier.Notify(ServiceState.Stopping);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
