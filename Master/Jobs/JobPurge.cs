using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Store;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Forgets jobs that are over: what <c>keep_jobs</c> has run out for, and what an operator wants gone. In batches,
/// so that other writes get their turn.</summary>
internal sealed class JobPurge(
    JobHistory history, IJobStore store, IEventStore events, JobsOptions options, TimeProvider clock, ILogger<JobPurge> log) : BackgroundService
{
    /// <summary>A batch takes a millisecond or two: who pings meanwhile waits no longer than for another job.</summary>
    private const int TargetsAtOnce = 100;

    private const int EventsAtOnce = 500;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>One round of <c>keep_jobs</c> and <c>event_keep</c>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.KeepJobs is { } keep && await PurgeAsync(clock.GetUtcNow() - keep, cancellationToken) is > 0 and var purged)
            log.Purged(purged);
        var oldestEvent = clock.GetUtcNow() - options.EventKeep;
        while (await events.PurgeEventsAsync(oldestEvent, EventsAtOnce) == EventsAtOnce) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>All that ended before an instant.</summary>
    /// <returns>How many jobs that were.</returns>
    public async Task<int> RunAsync(DateTimeOffset endedBefore, string user, CancellationToken cancellationToken)
    {
        var purged = await PurgeAsync(endedBefore, cancellationToken);
        log.PurgedBy(user, purged);
        return purged;
    }

    /// <summary>One job; of several issuers', this master's own.</summary>
    /// <returns>Why not; null: it is gone.</returns>
    public async Task<string?> RunAsync(Jid jid, string user, CancellationToken cancellationToken)
    {
        var found = await history.FindOrNullAsync(jid, cancellationToken);
        if (found is null) return "no such job is on record";
        if (found.Active is { Open: > 0 } || await store.PurgeAsync(found.Spec.Key) == PurgeOutcome.Active)
            return $"it is not over; end it first: master-cli jobs kill {jid}";
        log.PurgedBy(user, 1);
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.PurgeFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var purged = 0;
        while (await store.PurgeAsync(endedBefore, TargetsAtOnce) is > 0 and var batch)
        {
            purged += batch;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return purged;
    }
}
