using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;

namespace Salt.Minion.Spool;

/// <summary>Purges the folders of jobs whose returns were stored longer than <c>keep_jobs</c> ago. A reconciler: it looks
/// at the disk alone.</summary>
/// <param name="keepJobs">Null: for ever.</param>
internal sealed class SpoolKeeper(JobSpool spool, TimeSpan? keepJobs, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>So many are deleted between two breaths.</summary>
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (keepJobs is not { } keep)
        {
            // Nothing is to be removed, ever; a loop that ends by itself would end the daemon.
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stopping);
            return;
        }

        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            while (TryPurge(clock.GetUtcNow() - keep) == Batch) await Task.Yield();
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private int TryPurge(DateTimeOffset storedBefore)
    {
        try
        {
            return Purge(storedBefore);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that fails now is tried again in the next period.
            log.NotPurged(SystemErrors.Sentence(e));
            return 0;
        }
    }

    /// <returns>How many were deleted, at most a batch.</returns>
    internal int Purge(DateTimeOffset storedBefore)
    {
        var doomed = spool.StoredBefore(storedBefore).Take(Batch).ToList();
        foreach (var jid in doomed) spool.Discard(jid);
        if (doomed.Count > 0) log.Purged(doomed.Count);
        return doomed.Count;
    }
}
