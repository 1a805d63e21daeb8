using Salt.Master.Jobs;

namespace Salt.Master.Store;

/// <summary>A job as history has it.</summary>
/// <param name="Spec">In a list without its targets.</param>
/// <param name="EndedUs">When its last target ended, microseconds since the epoch; 0: some have not.</param>
public sealed record StoredJob(JobSpec Spec, int TargetCount, long EndedUs);
