using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>How much a reader may still be sent.</summary>
internal sealed class ReaderCredit(long first)
{
    private readonly Lock _gate = new();
    private long _left = first;
    private TaskCompletionSource? _waiter;

    public void Add(long bytes)
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            _left += bytes;
            if (_left < OutputCredit.Least) return;
            waiter = _waiter;
            _waiter = null;
        }

        waiter?.TrySetResult();
    }

    public void Take(int bytes)
    {
        lock (_gate) _left -= bytes;
    }

    /// <summary>Waits until there is enough for a piece. One waiter at a time.</summary>
    /// <returns>What there is.</returns>
    public async ValueTask<long> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task enough;
            lock (_gate)
            {
                if (_left >= OutputCredit.Least) return _left;
                _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                enough = _waiter.Task;
            }

            await enough.WaitAsync(cancellation);
        }
    }
}
