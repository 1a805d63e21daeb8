using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What this minion holds every job to.</summary>
/// <param name="keepJobs">How long traces of a job are kept; null: for ever.</param>
/// <param name="limit">Of a job that was given none; null: it may run for ever.</param>
internal sealed class JobTerms(TimeSpan? keepJobs, TimeSpan? limit, TimeProvider clock)
{
    /// <summary>A jid whose traces may have been purged is never started: it might have run already.</summary>
    /// <exception cref="RefusedException">The job is too old.</exception>
    public void CheckAge(Jid jid)
    {
        var now = clock.GetUtcNow();
        if (keepJobs is { } keep && now - jid.Time > keep)
        {
            throw new RefusedException(
                $"ERROR: Job {jid} is older than keep_jobs ({keep.TotalHours:0.##} h): the minion's clock says {now:yyyy-MM-dd HH:mm:ss} UTC");
        }
    }

    public PublishedJob WithLimit(PublishedJob job) => job.Limit is null ? job with { Limit = limit } : job;
}
