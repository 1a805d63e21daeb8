using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>A job as a minion says that it holds it, when its stream opens.</summary>
/// <param name="State">Accepted, running, or an end whose return is still to come.</param>
public sealed record HeldJob(JobKey Key, JobState State, int Pid, uint Place)
{
    /// <summary>The job itself, if the minion issued it; null: its issuer knows it.</summary>
    public OwnRun? Own { get; init; }
}
