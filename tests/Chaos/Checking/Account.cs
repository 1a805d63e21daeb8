using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Tests.Chaos.Checking;

/// <summary>One job on one minion, with what each side says about it.</summary>
/// <param name="Ends">What the master says; more or fewer than one is a fault of its own.</param>
/// <param name="Lines">What the minion's journal says.</param>
/// <param name="Asked">What the operator wanted.</param>
internal sealed record Account(JobView Job, string Minion, IReadOnlyList<TargetView> Ends, IReadOnlyList<JournalLine> Lines, Asked? Asked)
{
    public string Jid => Job.Jid;

    /// <summary>The state on record; null: there is not exactly one.</summary>
    public JobState? State => Ends is [var one] ? JobStates.Parse(one.State) : null;

    public IEnumerable<JournalLine> Starts => Lines.Where(line => line.IsStart);

    /// <summary>Null: it did not come to its end by itself.</summary>
    public JournalLine? OwnEnd => Lines.FirstOrDefault(line => !line.IsStart);

    public Violation Breaks(Rule rule, string what) => new(rule, Jid, Minion, $"{what} [{Asked?.Plan.Payload?.Kind ?? Job.Fun}; {Told()}; journal: {Noted()}]");

    private string Told() => Ends is [var one]
        ? $"{one.State} retcode {one.Retcode} reason '{one.Reason}' by '{one.By}' started {one.StartedUs} ended {one.EndedUs}"
        : $"{Ends.Count} ends: {string.Join(' ', Ends.Select(end => end.State))}";

    private string Noted() => string.Join(", ", Lines.Select(line => $"{(line.IsStart ? "start" : "end")} {line.Number} at {line.At:0.00}"));
}
