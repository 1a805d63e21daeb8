using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Sessions;

/// <summary>How far a job has got on a minion: accepted or running.</summary>
/// <param name="Place">While it is accepted: its place in the queue, 1 is next.</param>
/// <param name="StartedUs">Of the minion's clock.</param>
internal sealed record Progress(JobKey Key, JobState State, uint Place, int Pid, long StartedUs)
{
    /// <summary>The job itself, if the minion issued it; null: its issuer knows it.</summary>
    public OwnRun? Own { get; init; }
}
