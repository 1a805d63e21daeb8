namespace Salt.Tests.Chaos.Checking;

/// <summary>Everything there is to compare when the run is over.</summary>
/// <param name="Before">The history when all had settled.</param>
/// <param name="After">The history of the master after that, which knows only what was on its disk.</param>
/// <param name="Journals">Of each minion.</param>
internal sealed record Evidence(
    Ledger Ledger,
    History Before,
    History After,
    IReadOnlyDictionary<string, IReadOnlyList<JournalLine>> Journals,
    IReadOnlyList<Published> Published)
{
    /// <summary>Every job on every minion that it was for.</summary>
    public IReadOnlyList<Account> Accounts { get; } = [.. AccountsOf(Ledger, After, Journals)];

    private static IEnumerable<Account> AccountsOf(
        Ledger ledger, History history, IReadOnlyDictionary<string, IReadOnlyList<JournalLine>> journals)
    {
        var lines = journals.ToDictionary(journal => journal.Key, journal => journal.Value.ToLookup(line => line.Token));
        foreach (var job in history.Jobs.DistinctBy(job => job.Jid))
        {
            var token = History.TokenOf(job);
            var ends = history.Targets[job.Jid].ToLookup(target => target.Minion);
            foreach (var minion in job.Targets.Union(ends.Select(end => end.Key)))
            {
                yield return new Account(job, minion, [.. ends[minion]], [.. lines[minion][token]], ledger.Find(token));
            }
        }
    }
}
