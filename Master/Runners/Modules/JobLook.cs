using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners.Modules;

/// <summary>A job at one moment.</summary>
/// <param name="Minions">All that it was for, in order of id.</param>
/// <param name="Targets">Those that are asked for, in order of id.</param>
internal sealed record JobLook(JobHead Head, IReadOnlyList<string> Minions, IReadOnlyList<JobTarget> Targets)
{
    /// <param name="minions">These targets only; none: all.</param>
    /// <exception cref="Shared.Errors.SaltException">NotFound: no such job, or it was not for one of the minions.</exception>
    public static async Task<JobLook> TakeAsync(
        JobHistory history, Jid jid, IReadOnlyList<string> minions, bool withReturns, CancellationToken cancellation)
    {
        var job = await history.FindAsync(jid, minions, cancellation);
        var targets = await history.TargetsAsync(job, withReturns, cancellation).ToListAsync(cancellation);
        return Of(job.Spec, job.Minions.Select(minion => minion.ToString()), targets);
    }

    /// <summary>As an active job stands, without returns.</summary>
    public static JobLook Of(ActiveJob job) =>
        new(HeadOf(job.Spec), [], [.. Enumerable.Range(0, job.Count).Select(job.TargetAt)]);

    public static JobHead HeadOf(JobSpec job) => new(
        job.Key.Jid.ToString(), job.Fun, job.Arg, job.Kwarg, job.Tgt, job.TgtType, job.User, job.Metadata)
    {
        BatchSize = job.Batch?.Size ?? 0,
        BatchWait = job.Batch?.Wait ?? TimeSpan.Zero,
        FailLimit = job.Batch?.FailLimit ?? 0,
        ExpiresUs = job.Expires?.ToUnixMicroseconds() ?? 0,
    };

    private static JobLook Of(JobSpec spec, IEnumerable<string> minions, IEnumerable<JobTarget> targets) => new(
        HeadOf(spec),
        [.. minions.Order(StringComparer.Ordinal)],
        [.. targets.OrderBy(target => target.Minion.ToString(), StringComparer.Ordinal)]);
}
