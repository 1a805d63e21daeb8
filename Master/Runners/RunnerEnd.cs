using Salt.Shared.Jobs;

namespace Salt.Master.Runners;

/// <summary>How a run of a runner function ended.</summary>
/// <param name="State">Succeeded, failed, timed out or killed.</param>
/// <param name="Answer">Its <see cref="RunnerAnswer.Failure"/> says what went wrong.</param>
internal sealed record RunnerEnd(JobState State, RunnerAnswer Answer)
{
    /// <summary>Who ended it; empty: nobody did.</summary>
    public string By { get; init; } = "";

    /// <summary>The signal that stands for that; 0: none.</summary>
    public int Signal { get; init; }

    public bool Success => State == JobState.Succeeded;

    public int Retcode => Success ? 0 : Math.Max(1, Answer.Retcode);
}
