using System.Globalization;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>That a job shall end, and as what. Its end is recorded when nothing of it is left.</summary>
internal sealed record Verdict(JobState State, int Signal, string By, string Reason)
{
    public const string Shutdown = "shutdown";

    public static readonly Verdict SupervisorDied = new(JobState.Lost, 0, "", "supervisor died");

    public static readonly Verdict Rebooted = new(JobState.Lost, 0, "", "the machine rebooted");

    public static Verdict Killed(int signal, string by) => new(JobState.Killed, signal, by, $"killed with signal {signal} by {by}");

    public static Verdict TimedOut(TimeSpan limit)
    {
        var seconds = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new(JobState.TimedOut, 0, "", $"Task execution timed out, limit is: {seconds} second(s)");
    }

    /// <summary>What holds when both were passed: KILL is the last word of a user, but what was not a user's stays.</summary>
    public static Verdict Stronger(Verdict? first, Verdict next) =>
        first is null || (first.State == JobState.Killed && next.Signal == 9) ? next : first;
}
