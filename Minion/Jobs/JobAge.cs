using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>A jid whose traces may have been purged is never started: it might have run already.</summary>
/// <param name="keepJobs">Null: traces are kept for ever.</param>
internal sealed class JobAge(TimeSpan? keepJobs, TimeProvider clock)
{
    /// <exception cref="RefusedException">The job is too old.</exception>
    public void Check(Jid jid)
    {
        var now = clock.GetUtcNow();
        if (keepJobs is { } keep && now - jid.Time > keep)
        {
            throw new RefusedException(
                $"ERROR: Job {jid} is older than keep_jobs ({keep.TotalHours:0.##} h): the minion's clock says {now:yyyy-MM-dd HH:mm:ss} UTC");
        }
    }
}
