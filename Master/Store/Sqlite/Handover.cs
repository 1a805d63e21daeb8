namespace Salt.Master.Store.Sqlite;

/// <summary>A queue from many threads to one that takes everything at once.</summary>
/// <param name="linger">How long the taker lets more come together, as long as nothing urgent is among it.</param>
internal sealed class Handover<T>(TimeSpan linger)
{
    private readonly object _gate = new();
    private List<T> _waiting = [];
    private bool _urgent;
    private bool _closed;

    /// <returns>False once it is closed.</returns>
    public bool TryAdd(T item, bool urgent)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _waiting.Add(item);
            if (urgent && !_urgent) _urgent = true;
            else if (_waiting.Count > 1) return true;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Adds an item that the caller is about to take itself.</summary>
    /// <returns>False once it is closed.</returns>
    public bool TryAddQuietly(T item)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _waiting.Add(item);
            return true;
        }
    }

    /// <summary>What is left is urgent.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0) return;
            _urgent = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for items, and for more of them.</summary>
    /// <returns>False when it is closed and empty.</returns>
    public bool Wait()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed) return false;
                Monitor.Wait(_gate);
            }

            // Woken by something urgent, or not at all.
            if (!_urgent && !_closed) Monitor.Wait(_gate, linger);
            return true;
        }
    }

    /// <summary>Takes all there is, at most <paramref name="max"/>, in order.</summary>
    public List<T> Take(int max)
    {
        lock (_gate)
        {
            var taken = _waiting;
            if (taken.Count <= max)
            {
                _waiting = [];
                _urgent = false;
                return taken;
            }

            _waiting = taken.GetRange(max, taken.Count - max);
            taken.RemoveRange(max, taken.Count - max);
            return taken;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
