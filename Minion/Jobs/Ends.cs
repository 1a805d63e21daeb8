using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>End records of jobs that no supervisor saw end.</summary>
internal static class Ends
{
    /// <summary>Exit code where none is known.</summary>
    private const int Unknown = -1;

    public static EndRecord Lost(string reason, DateTimeOffset now) =>
        new(JobState.Lost, Unknown, 0, "", reason, 0, now, 0, 0);

    /// <summary>It was accepted, but cannot start after all.</summary>
    public static EndRecord Refused(string reason, DateTimeOffset now) =>
        new(JobState.Refused, Unknown, 0, "", reason, 0, now, 0, 0);

    /// <summary>An operator ended it while it waited.</summary>
    public static EndRecord Cancelled(int signal, string by, DateTimeOffset now) =>
        new(JobState.Killed, Unknown, signal, by, $"signal {signal} by {by} before it started", 0, now, 0, 0);
}
