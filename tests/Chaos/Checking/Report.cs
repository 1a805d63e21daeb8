using System.Globalization;
using Salt.Shared.Jobs;

namespace Salt.Tests.Chaos.Checking;

/// <summary>What the run came to.</summary>
/// <param name="Disturbed">How long it was disturbed.</param>
/// <param name="Whole">With what came after.</param>
internal sealed record Report(Evidence Evidence, IReadOnlyList<Violation> Violations, TimeSpan Disturbed, TimeSpan Whole)
{
    private const int MostShown = 10;

    public int Jobs => Evidence.Ledger.Submitted;

    public int Kills => Evidence.Ledger.Kills;

    public void Print(TextWriter to)
    {
        to.WriteLine("| what must not happen | violations |\n|---|---|");
        foreach (var rule in Rule.All) to.WriteLine($"| {rule.Text} | {Count(rule)} |");
        to.WriteLine();
        to.WriteLine(Invariant($"{Jobs} jobs, {Kills} kills of daemons, disturbed for {Disturbed.TotalSeconds:0} s of {Whole.TotalSeconds:0} s"));
        to.WriteLine("ends on minions: " + Counts(Evidence.Accounts.Select(account => account.State?.ToName() ?? "none")));
        to.WriteLine("commands: " + Counts(Evidence.Accounts.Where(account => account.Starts.Any()).Select(account => account.Asked?.Plan.Payload?.Kind ?? "?")));
        to.WriteLine("disturbances: " + Counts(Evidence.Ledger.Disturbed.Select(disturbed => disturbed.Kind)));
        to.WriteLine($"returns told by events: {Evidence.Published.Count}");
        foreach (var rule in Rule.All.Where(rule => Count(rule) > 0)) Print(rule, to);
    }

    private void Print(Rule rule, TextWriter to)
    {
        to.WriteLine($"\n{rule.Text}:");
        foreach (var violation in Violations.Where(violation => violation.Rule == rule).Take(MostShown)) to.WriteLine($"  {violation}");
        if (Count(rule) > MostShown) to.WriteLine($"  and {Count(rule) - MostShown} more");
    }

    private int Count(Rule rule) => Violations.Count(violation => violation.Rule == rule);

    private static string Counts(IEnumerable<string> names) =>
        string.Join(", ", names.GroupBy(name => name).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
