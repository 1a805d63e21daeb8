namespace Salt.Master.Store.Sqlite;

/// <summary>A queue from many threads to one that takes everything at once.</summary>
internal sealed class Handover<T>
{
    private readonly object _gate = new();
    private List<T> _waiting = [];
    private bool _closed;

    /// <returns>False once it is closed.</returns>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _waiting.Add(item);
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for items and takes all, at most <paramref name="max"/>, in order.</summary>
    /// <returns>Null when it is closed and empty.</returns>
    public List<T>? TakeAll(int max)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed) return null;
                Monitor.Wait(_gate);
            }

            var taken = _waiting;
            if (taken.Count <= max)
            {
                _waiting = [];
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
