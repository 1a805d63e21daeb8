using Salt.Minion.Jobs;

namespace Salt.Minion.Hosting;

/// <summary>Tells the service manager that the daemon is alive, twice as often as it wants to hear, and only if the
/// pipeline comes round: a process that merely exists is not alive.</summary>
internal sealed class Watchdog(ServiceNotifier notifier, JobInbox inbox, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        if (notifier.Watchdog is not { } period)
        {
            // Nobody wants to hear.
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stopping);
            return;
        }

        using var timer = new PeriodicTimer(period / 2, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await inbox.PingAsync(stopping);
            notifier.Alive();
        }
    }
}
