namespace Salt.Master.Jobs;

/// <summary>Where a job stands whose targets are not all offered at once: how many are under way, who is next, and when
/// something is due. Changed under the lock of <see cref="JobTable"/> only.</summary>
internal sealed class JobPace(JobSpec spec, long acceptWait)
{
    private readonly Queue<long> _resting = new();
    private readonly Queue<int> _again = new();
    private int _next;

    /// <summary>Due never.</summary>
    public const long Never = long.MaxValue;

    /// <summary>How long an offer waits for its acceptance, in ticks of the clock.</summary>
    public long AcceptWait { get; } = acceptWait;

    /// <summary>How long the place of a target that ended stays empty, likewise.</summary>
    public long RestFor { get; init; }

    public bool IsKept => spec.Expires is not null;

    public int UnderWay { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The earliest time at which something may be due.</summary>
    public long NextDue { get; set; } = Never;

    /// <summary>What the alarm is set to.</summary>
    public long ArmedFor { get; set; } = Never;

    /// <summary>Its first offers are being handed out, unit by unit.</summary>
    public bool HandsOut { get; set; }

    /// <summary>It was told to all targets that had not started that they will not.</summary>
    public bool IsClosed { get; set; }

    /// <summary>How many more may start now.</summary>
    public int Room(long now)
    {
        while (_resting.TryPeek(out var until) && until <= now) _resting.Dequeue();
        if (_resting.TryPeek(out var first)) NextDue = Math.Min(NextDue, first);
        return BatchWindow.Room(spec.Batch, UnderWay, _resting.Count);
    }

    /// <summary>The next slot whose turn may have come: those in order first, then those that come again.</summary>
    /// <param name="count">Of the slots.</param>
    public bool TryNext(int count, out int slot)
    {
        if (_next < count)
        {
            slot = _next++;
            return true;
        }

        return _again.TryDequeue(out slot);
    }

    /// <summary>The slot waits for its turn again.</summary>
    public void Again(int slot)
    {
        if (slot < _next) _again.Enqueue(slot);
    }

    /// <param name="before">Null: it is taken up as it is.</param>
    public void Saw(JobTarget? before, JobTarget now, long timestamp)
    {
        UnderWay += One(BatchWindow.HoldsPlace(now)) - One(before is not null && BatchWindow.HoldsPlace(before));
        Failed += One(BatchWindow.IsFailure(now)) - One(before is not null && BatchWindow.IsFailure(before));
        if (now.Until != 0) NextDue = Math.Min(NextDue, now.Until);
        if (RestFor > 0 && before is not null && BatchWindow.Rests(before, now)) Rest(timestamp + RestFor);
    }

    /// <summary>A place stays empty until then.</summary>
    public void Rest(long until) => _resting.Enqueue(until);

    private static int One(bool counts) => counts ? 1 : 0;
}
