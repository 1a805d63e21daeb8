using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>One job on one minion, as the master sees it. A value: every change makes a new one.</summary>
public sealed record JobTarget
{
    public required MinionId Minion { get; init; }

    public JobState State { get; init; }

    /// <summary>Place in the minion's queue while accepted, 1 is next; 0: it does not wait.</summary>
    public uint Place { get; init; }

    public int Pid { get; init; }

    public long StartedUs { get; init; }

    /// <summary>When it was last offered, by the master's clock; 0: never. The same holds for the next two.</summary>
    public long OfferedUs { get; init; }

    public long AcceptedUs { get; init; }

    /// <summary>When its end was on record.</summary>
    public long StoredUs { get; init; }

    /// <summary>The minion's stream is gone since; 0: it is there.</summary>
    public long AwaySinceUs { get; init; }

    /// <summary>Of a paced job, as a timestamp of the clock and never on record: until when an offer may be accepted, a
    /// queued target waits for its minion, or one whose minion is away keeps its place in the batch; 0: nothing is waited for.</summary>
    public long Until { get; init; }

    /// <summary>Queued, and its minion is expected back at any moment.</summary>
    public bool IsExpected { get; init; }

    /// <summary>Set once <see cref="State"/> is an end.</summary>
    public JobEnd? End { get; init; }

    /// <summary>The end is in the store: a further return may be acknowledged without writing.</summary>
    public bool Stored { get; init; }

    /// <summary>The return's bytes were let go from memory and lie in the store.</summary>
    public bool RetInStore { get; init; }

    public bool IsEnded => State.IsEnd();

    /// <summary>The same target ended.</summary>
    public JobTarget Ended(JobEnd end) => this with
    {
        State = end.State,
        End = end,
        Place = 0,
        Pid = end.Pid != 0 ? end.Pid : Pid,
        StartedUs = end.StartedUs != 0 ? end.StartedUs : StartedUs,
        AwaySinceUs = 0,
        Until = 0,
        IsExpected = false,
        StoredUs = 0,
        Stored = false,
        RetInStore = false,
    };
}
