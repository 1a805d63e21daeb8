namespace Salt.Master.Store.Sqlite;

/// <summary>A queue from many threads to one that takes everything at once.</summary>
internal sealed class Handover<T>
{
    private readonly object _gate = new();
    private List<T> _waiting = [];
    private bool _closed;

    /// <param name="wake">False: whoever adds takes it out too, or calls <see cref="Wake"/>.</param>
    /// <returns>False once it is closed.</returns>
    public bool TryAdd(T item, bool wake = true)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _waiting.Add(item);
            if (wake) Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Lets the taker look, if there is something to take.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for items.</summary>
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
