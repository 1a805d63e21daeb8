namespace Salt.Master.Jobs;

/// <param name="Active">Null if it is over, and all of it in the store.</param>
public sealed record JobRecord(JobSpec Spec, ActiveJob? Active);
