using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>The end record, from how the root process ended and why it had to. Pure.</summary>
internal static class Ending
{
    // What a slot takes of them, were each character escaped.
    private const int LongestReason = 400;
    private const int LongestUser = 128;

    /// <param name="verdict">Null: it ended by itself.</param>
    /// <param name="notExecuted">Why its program never ran; null: it did.</param>
    /// <param name="unreached">What a kill may have left; empty: nothing.</param>
    public static EndRecord Of(
        RootExit exit,
        Verdict? verdict,
        string? notExecuted,
        int leftRunning,
        string unreached,
        DateTimeOffset ended) => new(
            verdict?.State ?? (exit.Code == 0 ? JobState.Succeeded : JobState.Failed),
            exit.Code,
            verdict is { State: JobState.Killed } ? verdict.Signal : exit.Signal,
            Cut(verdict?.By ?? "", LongestUser),
            Cut(Join(verdict?.Reason ?? notExecuted ?? "", unreached), LongestReason),
            leftRunning,
            ended,
            StdoutBytes: 0,
            StderrBytes: 0);

    private static string Join(string reason, string unreached) => unreached.Length == 0 ? reason : $"{reason}; {unreached}";

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max];
}
