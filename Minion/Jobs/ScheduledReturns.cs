using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Returns of scheduled runs that wait for the master, and which of them to give up when it stays away: a schedule
/// must not fill the minion until it refuses what operators ask for. Pure.</summary>
/// <param name="successes">Successes kept; beyond it the oldest half of them is given up.</param>
/// <param name="all">Returns kept, however they ended.</param>
internal sealed class ScheduledReturns(int successes, int all)
{
    private readonly LinkedList<Entry> _waiting = new();
    private readonly Dictionary<Jid, LinkedListNode<Entry>> _byJid = [];
    private int _successes;

    public int Count => _byJid.Count;

    /// <param name="isNote">It tells of returns that were given up: it is never given up itself.</param>
    public void Add(Jid jid, string schedule, JobState end, bool isNote)
    {
        if (_byJid.ContainsKey(jid)) return;
        var isSuccess = end == JobState.Succeeded && !isNote;
        _byJid.Add(jid, _waiting.AddLast(new Entry(jid, schedule, isSuccess, isNote)));
        if (isSuccess) _successes++;
    }

    /// <summary>The master has it, or it was given up.</summary>
    public void Remove(Jid jid)
    {
        if (!_byJid.Remove(jid, out var node)) return;
        _waiting.Remove(node);
        if (node.Value.IsSuccess) _successes--;
    }

    /// <summary>The returns to give up now, oldest first; none: there is room.</summary>
    public IReadOnlyList<(Jid Jid, string Schedule)> GiveUp()
    {
        if (_successes > successes) return Take(successes / 2, entry => entry.IsSuccess);
        return Count > all ? Take(all / 2, entry => !entry.IsNote) : [];
    }

    private List<(Jid Jid, string Schedule)> Take(int count, Func<Entry, bool> which)
    {
        var taken = _waiting.Where(which).Take(count).Select(entry => (entry.Jid, entry.Schedule)).ToList();
        foreach (var (jid, _) in taken) Remove(jid);
        return taken;
    }

    private sealed record Entry(Jid Jid, string Schedule, bool IsSuccess, bool IsNote);
}
