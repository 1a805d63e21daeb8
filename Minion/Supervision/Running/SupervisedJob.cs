using Salt.Minion.Spool;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Trees;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>A job from its start to its end record, and on until nothing of it is left.</summary>
/// <remarks>It ends with its root process, unless a verdict says that it shall end: then when no process of it is left.</remarks>
/// <param name="status">Owned; closed after the end record.</param>
/// <param name="ended">Called once, with the record that is to be written.</param>
internal sealed class SupervisedJob(
    EventLoop loop,
    JobFolder folder,
    StatusFile? status,
    Action<SupervisedJob> ended)
{
    /// <summary>For what an earlier supervisor's job left running: that job's own is not on record.</summary>
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(10);

    private IProcessTree? _tree;
    private LaunchPlan? _plan;
    private JobStream? _stdout;
    private JobStream? _stderr;
    private RootExit? _exit;
    private Verdict? _verdict;
    private (int Signal, string By) _last;
    private LoopTimer? _limit;
    private LoopTimer? _grace;

    public Jid Jid { get; } = folder.Jid;

    public JobFolder Folder => folder;

    public StatusFile? Status => status;

    public required StartRecord Start { get; init; }

    /// <summary>Null while it runs.</summary>
    public EndRecord? End { get; private set; }

    /// <summary>The end is on disk, as far as that is possible, and may be told.</summary>
    public bool IsWritten { get; set; }

    /// <summary>The daemon needs to hear of the end no more.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Somebody whom it left behind still writes to the supervisor.</summary>
    public bool IsHeard => _stdout is { IsOpen: true } || _stderr is { IsOpen: true };

    /// <summary>A change among its processes may complete its end, or free what it holds.</summary>
    public bool AwaitsTree => _tree is not null && (End is not null || _verdict is not null);

    /// <summary>Nothing is left to do for it.</summary>
    public bool IsOver => End is not null && IsAcknowledged && _tree is null && !IsHeard;

    public SupervisorReport Report => new(Jid, Start, End);

    /// <summary>Its root process runs.</summary>
    public void Run(LaunchPlan plan, IProcessTree tree, Launched launched)
    {
        (_plan, _tree) = (plan, tree);
        _stdout = new JobStream(loop, launched.Stdout, new OutputWriter(folder.Stdout, plan.OutputMax));
        if (launched.Stderr >= 0) _stderr = new JobStream(loop, launched.Stderr, new OutputWriter(folder.Stderr, plan.OutputMax));
        if (plan.Limit is { } limit) _limit = loop.After(limit, () => TimeOut(limit));
    }

    /// <summary>Its root process was never executed.</summary>
    public void Refuse(int code, string reason) => Finish(Ending.Of(new RootExit(code, 0, ""), null, reason, 0, "", Now()));

    /// <summary>Its supervisor is gone: whatever is alive of it is killed.</summary>
    public void Lose(Verdict verdict, IProcessTree tree)
    {
        (_verdict, _tree, _exit) = (verdict, tree, RootExit.Unseen);
        _tree.Kill();
        Advance();
    }

    /// <summary>It ended under another supervisor.</summary>
    public void Recall(EndRecord end, IProcessTree tree)
    {
        (End, _tree, IsWritten) = (end, tree, true);
        Advance();
    }

    /// <inheritdoc cref="ISupervisor.SignalAsync"/>
    /// <returns>False: nothing of it is alive.</returns>
    public bool Signal(int signal, string by)
    {
        if (_tree is null || (End is not null && _tree.Count() == 0)) return false;
        switch (signal)
        {
            case Libc.SIGKILL:
                Condemn(Verdict.Killed(signal, by));
                Kill();
                break;
            case Libc.SIGTERM:
                Condemn(Verdict.Killed(signal, by));
                Terminate();
                break;
            default:
                _last = (signal, by);
                _tree.Signal(signal);
                break;
        }

        return true;
    }

    /// <summary>Its root process has ended and is reaped.</summary>
    public void RootEnded(RootExit exit)
    {
        _exit = exit;
        if (_verdict is null && _last.Signal != 0 && exit.IsBy(_last.Signal))
        {
            Condemn(Verdict.Killed(_last.Signal, _last.By));
            Kill();
        }

        Advance();
    }

    /// <summary>Something may have changed among its processes.</summary>
    public void Advance()
    {
        if (_tree is null || _exit is null && End is null) return;
        var unreached = "";
        if (_tree.TryRelease())
        {
            unreached = _tree.Unreached;
            _tree = null;
            _grace?.Cancel();
        }

        if (End is not null || _exit is not { } exit) return;
        if (_verdict is not null && _tree is not null) return;

        var notExecuted = _plan is { } plan ? NotExecuted.Reason(plan, exit) : null;
        Finish(Ending.Of(exit, _verdict, notExecuted, _tree?.Count() ?? 0, unreached, Now()));
    }

    private void TimeOut(TimeSpan limit)
    {
        Condemn(Verdict.TimedOut(limit));
        Terminate();
    }

    private void Condemn(Verdict verdict)
    {
        if (End is null) _verdict = Verdict.Stronger(_verdict, verdict);
    }

    private void Terminate()
    {
        _grace ??= loop.After(_plan?.Grace ?? DefaultGrace, Kill);
        _tree?.Signal(Libc.SIGTERM);
    }

    private void Kill()
    {
        _grace?.Cancel();
        _tree?.Kill();
    }

    private void Finish(EndRecord end)
    {
        _limit?.Cancel();
        _stdout?.Finish();
        _stderr?.Finish();
        End = end with
        {
            StdoutBytes = _stdout?.Total ?? new OutputFile(folder.Stdout).End,
            StderrBytes = _stderr?.Total ?? new OutputFile(folder.Stderr).End,
        };
        ended(this);
    }

    private DateTimeOffset Now() => loop.Clock.GetUtcNow();
}
