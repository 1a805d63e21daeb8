using System.Diagnostics.CodeAnalysis;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What a stream to the issuer has yet to be told. Never more than one entry a job: newer progress replaces
/// older, a return replaces progress. So it is bounded by the jobs held, however slow the stream is.</summary>
/// <param name="wake">Set whenever something is put in.</param>
public sealed class Outbox(WakeSignal wake)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Jid, JobProgress> _progress = [];
    private readonly Queue<Jid> _progressOrder = new();
    private readonly Dictionary<Jid, WaitingReturn> _returns = [];
    private readonly Queue<Jid> _returnOrder = new();

    public void Put(JobProgress progress)
    {
        lock (_gate)
        {
            if (_returns.ContainsKey(progress.Jid)) return;
            if (!_progress.ContainsKey(progress.Jid)) _progressOrder.Enqueue(progress.Jid);
            _progress[progress.Jid] = progress;
        }

        wake.Set();
    }

    /// <summary>A job of this minion's own runs no more; of one that nobody has heard of there is nothing to say.</summary>
    public void PutOver(JobProgress progress)
    {
        lock (_gate)
        {
            if (_progress.Remove(progress.Jid))
            {
                Forget();
                return;
            }
        }

        Put(progress);
    }

    public void Put(WaitingReturn end)
    {
        lock (_gate)
        {
            if (_progress.Remove(end.Jid)) Forget();
            if (_returns.TryAdd(end.Jid, end)) _returnOrder.Enqueue(end.Jid);
        }

        wake.Set();
    }

    /// <summary>A new stream: nothing of what was put in for the last one counts.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _progress.Clear();
            _progressOrder.Clear();
            _returns.Clear();
            _returnOrder.Clear();
        }
    }

    // While no stream takes anything, runs come and go, and their places in the order with them.
    private void Forget()
    {
        if (_progressOrder.Count < 64 + (2 * _progress.Count)) return;
        var left = _progressOrder.Where(_progress.ContainsKey).Distinct().ToList();
        _progressOrder.Clear();
        foreach (var jid in left) _progressOrder.Enqueue(jid);
    }

    public bool TryTake([NotNullWhen(true)] out JobProgress? progress)
    {
        lock (_gate) return TryTake(_progress, _progressOrder, out progress);
    }

    public bool TryTake([NotNullWhen(true)] out WaitingReturn? end)
    {
        lock (_gate) return TryTake(_returns, _returnOrder, out end);
    }

    private static bool TryTake<T>(Dictionary<Jid, T> entries, Queue<Jid> order, [NotNullWhen(true)] out T? entry)
        where T : class
    {
        entry = null;
        while (order.TryDequeue(out var jid))
        {
            if (entries.Remove(jid, out entry)) return true;
        }

        return false;
    }
}
