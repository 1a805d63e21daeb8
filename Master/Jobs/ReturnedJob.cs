namespace Salt.Master.Jobs;

/// <summary>A return that has arrived whole.</summary>
/// <param name="Fun">As the minion says: for a job that is not on record.</param>
/// <param name="Published">What was run, if the minion issued the job itself.</param>
public sealed record ReturnedJob(JobKey Key, string Fun, JobEnd End, JobSpec? Published);
