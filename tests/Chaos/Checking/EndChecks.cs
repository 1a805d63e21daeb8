using System.Text.Json;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Tests.Chaos.Checking;

/// <summary>Compares what became of each job with what its processes noted.</summary>
internal static class EndChecks
{
    /// <summary>Between a payload's last line and the end record on a loaded machine, and as long as a supervisor is ever stopped.</summary>
    private const double Slack = 15;

    public static IEnumerable<Violation> Find(Evidence evidence) => evidence.Accounts.SelectMany(account => Find(evidence, account));

    private static IEnumerable<Violation> Find(Evidence evidence, Account account)
    {
        if (account.Starts.Count() > 1) yield return account.Breaks(Rule.StartedTwice, "started more than once");
        if (account.State is not { } state || !state.IsEnd() || !account.Job.Targets.Contains(account.Minion))
        {
            yield return account.Breaks(Rule.NotOneEnd, "has not exactly one end");
            yield break;
        }

        var broken = state switch
        {
            JobState.Succeeded or JobState.Failed => OwnEnd(evidence, account, account.Ends[0]),
            JobState.Undelivered or JobState.Refused => NotStarted(account, state),
            JobState.Lost => LostFault(evidence, account),
            _ => EndedByOthers(evidence, account, state),
        };
        if (broken is not null) yield return broken;
    }

    /// <summary>It ran to its end: that is what the return has to show.</summary>
    private static Violation? OwnEnd(Evidence evidence, Account account, TargetView end)
    {
        if (account.Asked is not { } asked) return null;
        if (asked.Plan.IsRefused) return account.Breaks(Rule.StartedAllTheSame, "had to be refused");
        if (asked.Plan.Payload is not { } payload) return null;
        if (account.OwnEnd is not { } own) return account.Breaks(Rule.WithoutReturn, "the journal has no end");
        if (end.Retcode != own.Number || (end.Retcode == 0) != (end.State == JobState.Succeeded.ToName()))
            return account.Breaks(Rule.WithoutReturn, "ended otherwise");
        if (payload.Output is not { } printed) return null;
        var output = JsonSerializer.Deserialize<string>(end.Ret.Span) ?? "";
        if (ReturnedOutput.IsWhole(output, printed) || (WasFull(evidence, account, own.At) && ReturnedOutput.IsCutTruly(output, printed))) return null;
        return account.Breaks(Rule.WithoutReturn, $"returned {output.Length} characters, not {printed.Length}: '{output[..Math.Min(100, output.Length)]}'");
    }

    /// <summary>There may have been no room for what it printed.</summary>
    private static bool WasFull(Evidence evidence, Account account, double at) =>
        evidence.Ledger.Disturbed.Any(done => done.Part == Disturbances.FillDisk.PartOf(account.Minion) && done.From <= at + 1 && at <= done.From + Slack);

    private static Violation? NotStarted(Account account, JobState state)
    {
        if (account.Lines.Count > 0) return account.Breaks(Rule.StartedAllTheSame, "started");
        return state == JobState.Refused && account.Ends[0].Reason.Length == 0 ? account.Breaks(Rule.EndWithoutCause, "has no reason") : null;
    }

    private static Violation? EndedByOthers(Evidence evidence, Account account, JobState state)
    {
        var cause = state == JobState.Killed ? evidence.Ledger.WasSignalled(account.Jid, account.Minion) : account.Job.LimitSeconds > 0;
        return cause ? null : account.Breaks(Rule.EndWithoutCause, "nobody ended it");
    }

    /// <summary>A job is lost with its supervisor, if that dies between its start and the record of its end.</summary>
    private static Violation? LostFault(Evidence evidence, Account account)
    {
        var from = account.Starts.Select(start => start.At).FirstOrDefault(account.Asked?.At ?? 0) - 1;
        var until = (account.OwnEnd?.At ?? double.MaxValue) + Slack;
        var part = Disturbances.KillSupervisor.PartOf(account.Minion);
        return evidence.Ledger.Disturbed.Any(done => done.IsKill && done.Part == part && done.From >= from && done.From <= until)
            ? null
            : account.Breaks(Rule.LostWithoutCause, "no supervisor was killed under it");
    }
}
