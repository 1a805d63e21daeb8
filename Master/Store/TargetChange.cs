using Salt.Master.Jobs;

namespace Salt.Master.Store;

/// <param name="JobEndedUs">Set when this was the last target to end: the job's end, from which <c>keep_jobs</c> counts.</param>
public readonly record struct TargetChange(JobKey Key, JobTarget Target, long? JobEndedUs = null);
