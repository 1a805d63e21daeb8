using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>Whether a minion has output of a job, by what is known of the job there.</summary>
internal static class OutputRules
{
    /// <param name="isAccepted">The minion's key is: it may come back.</param>
    public static OutputStep Next(JobState state, Presence presence, bool isAccepted) => state switch
    {
        JobState.Undelivered or JobState.Refused => OutputStep.Nothing,
        _ when !isAccepted => OutputStep.Nothing,
        JobState.Queued or JobState.Offered => OutputStep.Wait,
        // Given up: but if the minion is there after all, it may have something to tell.
        JobState.Lost when presence == Presence.Away => OutputStep.Nothing,
        _ => OutputStep.Read,
    };

    /// <summary>The minion has returned, so that all output is on its disk.</summary>
    public static bool IsComplete(JobState state) => state.IsEnd() && state != JobState.Lost;

    /// <summary>How much of one minion's output may be under way: less where many are followed at once.</summary>
    public static int WindowFor(int minions) => Math.Clamp(AllWindows / Math.Max(1, minions), LeastWindow, MostWindow);

    private const int AllWindows = 8 << 20;
    private const int LeastWindow = 4 << 10;
    private const int MostWindow = 256 << 10;
}
