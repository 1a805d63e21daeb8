using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store;

/// <summary>The master's history: jobs, and one record per issuer, jid and minion.</summary>
/// <remarks>
/// A write is taken in the order of the calls, before the method returns; its task ends when the write survives the
/// death of the process, and, if it holds an acceptance or a return, the loss of power: only then may it be claimed to
/// a minion. An end is written once: a second one changes nothing, except that a true one replaces <c>lost</c>.
/// </remarks>
public interface IJobStore
{
    /// <summary>Writes a new job. Targets that have ended already come with it; all others are <c>queued</c>.</summary>
    /// <returns>False when the job is there already; then nothing was changed.</returns>
    Task<bool> AddAsync(JobSpec job, IReadOnlyList<JobTarget> ended);

    /// <summary>Writes changes of targets whose job is known to be active, all or none. The call itself queues them, and
    /// waits for nothing: it may be made under a lock.</summary>
    Task<IReadOnlyList<SaveOutcome>> SaveAsync(IReadOnlyList<TargetChange> changes);

    /// <summary>Writes an end of a job that may have ended, or may never have been here.</summary>
    Task<SaveOutcome> SaveLateAsync(JobKey key, JobTarget target);

    /// <summary>Deletes jobs that ended before an instant: some, with about <paramref name="limit"/> targets together.</summary>
    /// <returns>How many jobs were deleted; 0: none is left.</returns>
    Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit);

    /// <summary>Deletes one job, unless some target of it has not ended.</summary>
    Task<PurgeOutcome> PurgeAsync(JobKey key);

    /// <summary>The newest jid that an issuer ever gave out, purged jobs included; default if none.</summary>
    Task<Jid> LastJidAsync(string issuer, CancellationToken cancellationToken);

    /// <summary>Jobs of which some target has not ended, oldest first.</summary>
    IAsyncEnumerable<JobSpec> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>Jobs in the order of their jids, without their targets; with a limit the newest of them. A target of which
    /// nothing is known has no state here.</summary>
    IAsyncEnumerable<StoredJob> ListAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>The jobs of a jid, one per issuer.</summary>
    Task<IReadOnlyList<StoredJob>> FindAsync(Jid jid, CancellationToken cancellationToken);

    /// <summary>What became of the targets, in the order of <see cref="JobSpec.Targets"/>; queued where nothing is known.</summary>
    /// <param name="withReturns">False: <see cref="JobTarget.RetInStore"/> says that there is a return.</param>
    IAsyncEnumerable<JobTarget> TargetsAsync(JobSpec job, bool withReturns, CancellationToken cancellationToken);

    /// <summary>One return's bytes; empty if there is none.</summary>
    Task<ReadOnlyMemory<byte>> ReturnAsync(JobKey key, MinionId minion, CancellationToken cancellationToken);
}
