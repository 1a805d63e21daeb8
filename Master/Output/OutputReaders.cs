using System.Collections.Concurrent;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Master.Output;

/// <summary>All readers there are: what minions send is passed on to the one that asked for it.</summary>
internal sealed class OutputReaders(IOutputLinks links)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MinionId, HashSet<OutputReader>> _byMinion = [];
    private readonly ConcurrentDictionary<ulong, OutputReader> _asked = new();
    private ulong _last;

    public IOutputLinks Links => links;

    /// <summary>From now on the reader follows the minion's streams.</summary>
    public void Add(OutputReader reader)
    {
        lock (_gate)
        {
            if (!_byMinion.TryGetValue(reader.Minion, out var readers)) _byMinion[reader.Minion] = readers = [];
            readers.Add(reader);
        }
    }

    public void Remove(OutputReader reader)
    {
        reader.Stop();
        lock (_gate)
        {
            if (_byMinion.TryGetValue(reader.Minion, out var readers) && readers.Remove(reader) && readers.Count == 0)
                _byMinion.Remove(reader.Minion);
        }
    }

    /// <summary>The minion's stream is open.</summary>
    public void Connected(MinionId minion)
    {
        foreach (var reader in Of(minion)) reader.Connected();
    }

    /// <summary>The minion's stream is gone.</summary>
    public void Disconnected(MinionId minion)
    {
        foreach (var reader in Of(minion)) reader.Lose();
    }

    /// <summary>A minion sent a piece. One that nobody waits for was on its way when its reader left.</summary>
    /// <exception cref="SaltException">BadRequest: it sent what it was not asked for.</exception>
    public void Arrived(MinionId minion, ulong number, OutputPart part)
    {
        if (_asked.TryGetValue(number, out var reader) && reader.Minion == minion) reader.Take(number, part);
    }

    /// <summary>A number that no reader had before, now this one's.</summary>
    internal ulong Number(OutputReader reader)
    {
        var number = Interlocked.Increment(ref _last);
        _asked[number] = reader;
        return number;
    }

    internal void Forget(ulong number) => _asked.TryRemove(number, out _);

    private OutputReader[] Of(MinionId minion)
    {
        lock (_gate) return _byMinion.TryGetValue(minion, out var readers) ? [.. readers] : [];
    }
}
