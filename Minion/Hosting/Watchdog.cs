using Salt.Hosting;
using Salt.Minion.Jobs;

namespace Salt.Minion.Hosting;

/// <summary>Tells the service manager that the daemon is alive, twice as often as it wants to hear, and only if the
/// pipeline comes round: a process that merely exists is not alive.</summary>
/// <param name="period">How often it wants to hear.</param>
internal sealed class Watchdog(ServiceManager manager, TimeSpan period, JobInbox inbox, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period / 2, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await inbox.PingAsync(stopping);
            manager.Notifier.Notify(ServiceManager.Alive);
        }
    }
}
