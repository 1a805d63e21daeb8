using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Cli.Run;

/// <summary>The exit code that a job's targets amount to.</summary>
internal static class RunExit
{
    /// <param name="states">The last known state of every target; none: nothing matched.</param>
    public static int Of(IReadOnlyCollection<JobState> states)
    {
        if (states.All(state => state == JobState.Undelivered)) return ExitCodes.NothingReached;
        if (states.Any(HasFailed)) return ExitCodes.SomeFailed;
        return states.Any(state => state is JobState.Undelivered or JobState.Queued)
            ? ExitCodes.SomeUnreached
            : ExitCodes.Success;
    }

    // Still offered, accepted or running means that the minion went away and is not waited for.
    private static bool HasFailed(JobState state) =>
        state is not (JobState.Succeeded or JobState.Undelivered or JobState.Queued);
}
