using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners;

/// <summary>One run of a runner function, while it goes on.</summary>
/// <param name="isRecorded">Whether the history has it: not so where the master could not write.</param>
internal sealed class RunnerRun(JobSpec spec, bool isRecorded) : IDisposable
{
    public const int Kill = 9;
    public const int Terminate = 15;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<RunnerEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (int Signal, string By)? _endedBy;
    private bool _isOver;

    public JobSpec Spec { get; } = spec;

    public Jid Jid => Spec.Key.Jid;

    public bool IsRecorded { get; } = isRecorded;

    /// <summary>Cancelled when somebody ends it.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>How it ended.</summary>
    public Task<RunnerEnd> End => _end.Task;

    /// <summary>Who ended it, and the signal that stands for that; null: nobody has.</summary>
    public (int Signal, string By)? EndedBy
    {
        get
        {
            lock (_gate) return _endedBy;
        }
    }

    /// <summary>Ends it, unless it is over. Who ended it first is on record.</summary>
    /// <exception cref="SaltException">BadRequest: the signal ends nothing.</exception>
    public void EndNow(int signal, string by)
    {
        if (signal is not (Kill or Terminate))
            throw new SaltException(Failure.BadRequest, $"a runner is no process: signal {Kill} or {Terminate} ends it, {signal} does not reach it");
        lock (_gate)
        {
            if (_isOver || _endedBy is not null) return;
            _endedBy = (signal, by);
            // Under the lock: the source lives until it is over.
            _ending.Cancel();
        }
    }

    public void Over(RunnerEnd end)
    {
        lock (_gate) _isOver = true;
        _end.TrySetResult(end);
    }

    public void Dispose() => _ending.Dispose();
}
