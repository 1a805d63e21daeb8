using Salt.Minion.Supervision.Protocol;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision;

/// <summary>Requests without an answer, in the order they were made. They outlive a connection: to start a job twice, or
/// to ask a dead job's tree twice, changes nothing.</summary>
internal sealed class PendingRequests
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (Request Request, TaskCompletionSource<Answer> Answered)> _pending = [];
    private SupervisorConnection? _connection;
    private SaltException? _closed;
    private long _last;

    /// <summary>Adds a request.</summary>
    /// <exception cref="SaltException">Nobody will answer any more.</exception>
    /// <returns>With the connection to send it on; null: it is sent when there is one.</returns>
    public (Request Request, Task<Answer> Answered, SupervisorConnection? Connection) Add(Func<long, Request> make)
    {
        lock (_gate)
        {
            if (_closed is not null) throw _closed;
            var request = make(++_last);
            var answered = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending.Add(_last, (request, answered));
            return (request, answered.Task, _connection);
        }
    }

    /// <summary>From now on requests are sent here.</summary>
    /// <returns>Those that were made before.</returns>
    public List<Request> Connect(SupervisorConnection connection)
    {
        lock (_gate)
        {
            _connection = connection;
            return [.. _pending.Values.Select(pending => pending.Request)];
        }
    }

    public void Disconnect()
    {
        lock (_gate) _connection = null;
    }

    public SupervisorConnection? Connection
    {
        get
        {
            lock (_gate) return _connection;
        }
    }

    public void Answer(Answer answer)
    {
        if (Remove(answer.Id) is { } answered) answered.TrySetResult(answer);
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget(long id) => Remove(id);

    public void FailAll(SaltException failure)
    {
        List<TaskCompletionSource<Answer>> failed;
        lock (_gate)
        {
            failed = [.. _pending.Values.Select(pending => pending.Answered)];
            _pending.Clear();
        }

        foreach (var answered in failed) answered.TrySetException(failure);
    }

    /// <summary>Fails all, and whatever is asked from now on.</summary>
    public void Close(SaltException failure)
    {
        lock (_gate) _closed = failure;
        FailAll(failure);
    }

    private TaskCompletionSource<Answer>? Remove(long id)
    {
        lock (_gate) return _pending.Remove(id, out var pending) ? pending.Answered : null;
    }
}
