namespace Salt.Minion.Jobs;

/// <summary>Accepted jobs in the order they were accepted. A job without a grant holds its place but lets others pass.</summary>
internal sealed class WaitingJobs
{
    private readonly SortedDictionary<long, HeldJob> _byTurn = [];
    private long _turns;

    public int Count => _byTurn.Count;

    public void Add(HeldJob job)
    {
        job.Turn = ++_turns;
        _byTurn.Add(job.Turn, job);
    }

    /// <summary>Puts a job back that was taken: it keeps its turn.</summary>
    public void Return(HeldJob job) => _byTurn.Add(job.Turn, job);

    public void Remove(HeldJob job) => _byTurn.Remove(job.Turn);

    /// <summary>Takes the first that may start; null: none may.</summary>
    public HeldJob? TakeGranted()
    {
        foreach (var job in _byTurn.Values)
        {
            if (!job.Granted) continue;
            _byTurn.Remove(job.Turn);
            return job;
        }

        return null;
    }

    /// <summary>1 is next; 0: it need not wait for others.</summary>
    public int PlaceOf(HeldJob job, int freeSlots)
    {
        if (freeSlots >= _byTurn.Count) return 0;
        var ahead = _byTurn.Keys.TakeWhile(turn => turn < job.Turn).Count();
        return Place(ahead, freeSlots);
    }

    /// <summary>Brings every place up to date.</summary>
    /// <returns>Those whose place is another now.</returns>
    public List<HeldJob> Moved(int freeSlots)
    {
        List<HeldJob> moved = [];
        var ahead = 0;
        foreach (var job in _byTurn.Values)
        {
            var place = Place(ahead++, freeSlots);
            if (place == job.Place) continue;
            job.Place = place;
            moved.Add(job);
        }

        return moved;
    }

    private static int Place(int ahead, int freeSlots) => freeSlots > ahead ? 0 : ahead + 1 - freeSlots;
}
