namespace Salt.Master.Jobs;

/// <summary>A job that a minion issued itself and that runs, as the minion says.</summary>
/// <param name="StartedUs">By the minion's clock.</param>
public sealed record OwnRun(JobSpec Spec, int Pid, long StartedUs);
