using Salt.Shared.Jobs;

namespace Salt.Tests.Chaos.Checking;

/// <summary>Compares what the master says at one time with what it says at another, and with what was asked of it.</summary>
internal static class HistoryChecks
{
    public static IEnumerable<Violation> Find(Evidence evidence) =>
        [.. Duplicates(evidence), .. Changes(evidence), .. Repeated(evidence), .. Missing(evidence), .. Strays(evidence)];

    private static IEnumerable<Violation> Duplicates(Evidence evidence)
    {
        foreach (var same in evidence.After.Jobs.GroupBy(job => job.Jid).Where(jobs => jobs.Count() > 1))
            yield return new Violation(Rule.StoredTwice, same.Key, "", $"{same.Count()} jobs, of {string.Join(' ', same.Select(job => job.Issuer))}");
        foreach (var same in evidence.After.Jobs.Select(job => (Token: History.TokenOf(job), job.Jid)).GroupBy(job => job.Token).Where(jobs => jobs.Count() > 1))
            yield return new Violation(Rule.StoredTwice, same.First().Jid, "", $"{same.Count()} jobs of one request '{same.Key}'");
    }

    private static IEnumerable<Violation> Changes(Evidence evidence)
    {
        foreach (var (jid, targets) in evidence.Before.Targets)
        {
            var now = evidence.After.Targets.GetValueOrDefault(jid, []);
            foreach (var target in targets.Where(target => JobStates.Parse(target.State).IsEnd()))
            {
                if (target.State != JobState.Lost.ToName() && !now.Contains(target))
                    yield return new Violation(Rule.StoredTwice, jid, target.Minion, $"was {target.State}, is {string.Join(' ', now.Where(t => t.Minion == target.Minion))}");
            }
        }
    }

    /// <summary>A master tells of a return when it takes it: twice is once too often, unless the first master died before
    /// it had it on disk; and then both tell the same.</summary>
    private static IEnumerable<Violation> Repeated(Evidence evidence)
    {
        foreach (var told in evidence.Published.GroupBy(published => (published.Jid, published.Minion)))
        {
            Published? last = null;
            foreach (var next in told)
            {
                if (last is not null && last.State != JobState.Lost.ToName() && (last.Life == next.Life || last.Content != next.Content))
                    yield return new Violation(Rule.StoredTwice, next.Jid, next.Minion, $"told as {last.State} by {last.Life}, and as {next.State} by {next.Life}");
                last = next;
            }
        }
    }

    private static IEnumerable<Violation> Missing(Evidence evidence)
    {
        var tokens = evidence.After.Jobs.DistinctBy(job => job.Jid).ToDictionary(job => job.Jid, History.TokenOf);
        foreach (var asked in evidence.Ledger.Asked.Where(asked => asked.Jid.Length > 0))
        {
            if (tokens.GetValueOrDefault(asked.Jid) != asked.Plan.Token)
                yield return new Violation(Rule.Unknown, asked.Jid, "", $"was told to who asked for {asked.Plan.Token}, is '{tokens.GetValueOrDefault(asked.Jid)}'");
        }

        foreach (var (jid, token) in tokens.Where(job => evidence.Ledger.Find(job.Value) is null))
            yield return new Violation(Rule.Unknown, jid, "", $"nobody asked for '{token}'");
    }

    private static IEnumerable<Violation> Strays(Evidence evidence)
    {
        var known = evidence.Accounts.Select(account => (account.Minion, History.TokenOf(account.Job))).ToHashSet();
        foreach (var (minion, lines) in evidence.Journals)
        {
            foreach (var line in lines.Where(line => line.IsStart && !known.Contains((minion, line.Token))))
                yield return new Violation(Rule.Unknown, "", minion, $"started {line.Token}, which no job in the history asks of it");
        }
    }
}
