using System.Globalization;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>What is said about a target that has no plain return.</summary>
internal static class Sentences
{
    public const string NoMatch = "No minions matched the target. No command was sent, no jid was assigned.";

    /// <summary>The last microsecond of the year 9999.</summary>

    private const string NotAllReturned =
        "The minions may not have all finished running and any remaining minions will return upon completion. " +
        "To look up the return data for this job later, run the following command:";

    /// <summary>Salt's words, which its users' scripts look for.</summary>
    public static string NoResponse(string jid) => $"Minion did not return. [No response]\n{LookUp(jid)}";

    /// <summary>The same for a target of which it is known why nothing will come.</summary>
    public static string NotReached(TargetView target) => $"Minion did not return. [{target.Reason}]";

    /// <summary>How to come back to a job that goes on.</summary>
    public static string LookUp(string jid) => $"{NotAllReturned}\n\nmaster-cli jobs lookup {jid}";

    /// <summary>For a minion whose stream is gone while the job runs there.</summary>
    public static string Away(TargetView target, string jid)
    {
        var since = target.AwaySinceUs > 0 ? $" since {Time(target.AwaySinceUs)}" : "";
        return $"Minion is away{since}; the job goes on there. [{target.State}]\n{LookUp(jid)}";
    }

    /// <summary>For targets that the master keeps the job for.</summary>
    public static string Kept(IEnumerable<string> minions, JobView job) =>
        $"Queued until {Time(job.ExpiresUs)}, for the minion is away: {string.Join(", ", minions)}\n" +
        $"It runs there when the minion is back. To call it off: master-cli jobs kill {job.Jid}";

    /// <summary>For a target that nothing has been heard of, and whose job is not kept.</summary>
    public static string Waiting() => "Minion is not connected; the job waits for it. [queued]";

    /// <summary>Salt's line over a batch.</summary>
    public static string Executing(IEnumerable<string> minions) =>
        $"\nExecuting run on [{string.Join(", ", minions.Select(minion => $"'{minion}'"))}]\n";

    /// <summary>Why a job that ended did not end by itself, in one line.</summary>
    public static string End(TargetView target)
    {
        var state = target.State.Replace('_', ' ');
        if (target.Reason.Contains(state, StringComparison.Ordinal)) return target.Reason;
        if (target.Reason.Length > 0) return $"{state}: {target.Reason}";
        if (JobStates.Parse(target.State) != JobState.Killed) return state;
        var by = target.By.Length > 0 ? $" by {target.By}" : "";
        var signal = target.Signal > 0 ? $" with signal {target.Signal}" : "";
        return $"killed{by}{signal}";
    }

    /// <summary>How a job ended that did not succeed, in one line.</summary>
    public static string Ended(TargetView target) => JobStates.Parse(target.State) == JobState.Failed
        ? $"failed with retcode {target.Retcode}{(target.Reason.Length > 0 ? $": {target.Reason}" : "")}"
        : End(target);

    /// <summary>An instant of the wire, as UTC to the second.</summary>
    public static string Time(long microseconds) => Instants.FromUnixMicroseconds(microseconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
