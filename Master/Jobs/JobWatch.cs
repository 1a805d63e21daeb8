namespace Salt.Master.Jobs;

/// <summary>Somebody who wants to see what becomes of a job. Bounded by the number of its targets: one that changes
/// again before it was looked at is seen once, as it then is.</summary>
public sealed class JobWatch
{
    private readonly Lock _gate = new();
    private readonly ActiveJob _job;
    private readonly bool[] _marked;
    private Queue<int> _changed = new();
    private TaskCompletionSource? _waiter;
    private bool _isAlerted;

    internal JobWatch(ActiveJob job)
    {
        _job = job;
        _marked = new bool[job.Count];
    }

    public ActiveJob Job => _job;

    /// <summary>The targets that changed since the last time, as they are now.</summary>
    internal IReadOnlyList<JobTarget> Take()
    {
        Queue<int> changed;
        lock (_gate)
        {
            _isAlerted = false;
            if (_changed.Count == 0) return [];
            changed = _changed;
            _changed = new Queue<int>();
            foreach (var slot in changed) _marked[slot] = false;
        }

        return [.. changed.Select(_job.TargetAt)];
    }

    /// <summary>Waits until something changed. One waiter at a time.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => News().WaitAsync(cancellationToken);

    /// <summary>Waits until something changed, or a time has passed.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await News().WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Then nothing changed but the time.
        }
    }

    internal void Mark(int slot)
    {
        lock (_gate)
        {
            if (_marked[slot]) return;
            _marked[slot] = true;
            _changed.Enqueue(slot);
        }
    }

    /// <summary>Something happened to the job that is no change of a target.</summary>
    internal void Alert()
    {
        lock (_gate) _isAlerted = true;
    }

    /// <summary>Lets the waiter go on, on this thread: what it has to do is to write a few bytes, and a thread that would
    /// have to wake for that costs more. No lock may be held.</summary>
    internal void Wake()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            if (_changed.Count == 0 && !_isAlerted) return;
            waiter = _waiter;
            _waiter = null;
        }

        waiter?.TrySetResult();
    }

    private Task News()
    {
        lock (_gate)
        {
            if (_changed.Count > 0 || _isAlerted) return Task.CompletedTask;
            _waiter = new TaskCompletionSource();
            return _waiter.Task;
        }
    }
}
