using Microsoft.Extensions.Logging;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Protocol;
using Salt.Minion.Supervision.Trees;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>What the supervisor does about the daemon's requests, about signals to itself, and about processes that end.</summary>
internal sealed class Supervisor : IDisposable
{
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop;
    private readonly TimeSpan _linger;
    private readonly JobTable _jobs = new();
    private readonly JobStarter _starter;
    private readonly Recovery _recovery;
    private readonly EndWriter _ends;
    private readonly SignalQueue _signals;
    private readonly DaemonPort _daemon;
    private readonly List<long> _waitForAll = [];
    private LoopTimer? _idle;
    private LoopTimer? _rest;
    private bool _isRested;
    private bool _leavesWhenIdle;
    private bool _leavesWhenAllEnded;
    private string _leaves = "";

    public Supervisor(EventLoop loop, IProcessTrees trees, Launcher launcher, SupervisorArguments arguments, ILogger log)
    {
        var bootId = BootId.Read();
        (_loop, _linger) = (loop, arguments.Linger);
        _ends = new EndWriter(log, EndWritten);
        _starter = new JobStarter(loop, trees, launcher, bootId, _ends.Add);
        _recovery = new Recovery(loop, trees, bootId, arguments.JobsDir, _ends.Add, log);
        _signals = new SignalQueue(loop, SignalReceived);
        foreach (var job in _recovery.FindAll()) _jobs.Add(job);
        trees.Sweep(_jobs.All.Select(job => job.Jid).ToHashSet());
        _daemon = new DaemonPort(loop, SupervisorFiles.Socket(arguments.RunDir), log, Handle);
    }

    /// <summary>Serves until it has nothing to do and nobody to do it for.</summary>
    /// <returns>Why it ends.</returns>
    public string Run()
    {
        while (_leaves.Length == 0)
        {
            _ends.WriteAll();
            AnswerIfAllEnded();
            _daemon.Flush();
            CheckIdle();
            CheckRest();
            if (_leaves.Length == 0) _loop.RunOnce();
        }

        return _leaves;
    }

    public void Dispose()
    {
        _daemon.Dispose();
        _signals.Dispose();
    }

    private void Handle(Request request)
    {
        if (request.Hello is not null) Greet();
        if (request.Start is { } plan) Answer(request.Id, error: Start(plan));
        if (request.Signal is { } signal) Answer(request.Id, pid: Signal(signal));
        if (request.List) Answer(request.Id, jobs: [.. _jobs.All.Where(job => job.End is null).Select(job => job.Report)]);
        if (request.Acknowledge is { } jid) Acknowledge(jid);
        if (request.EndAll)
        {
            _leavesWhenIdle = true;
            _waitForAll.Add(request.Id);
            EndAll();
        }
    }

    private void Greet()
    {
        _daemon.Send(new Notice { Hello = new Hello(Hello.Current, Environment.ProcessId) });
        foreach (var job in _jobs.All)
        {
            var isNews = job.End is null || (job.IsWritten && !job.IsAcknowledged);
            if (isNews) _daemon.Send(new Notice { Report = job.Report });
        }
    }

    private string Start(LaunchPlan plan)
    {
        _leavesWhenIdle = false;
        if (_jobs.Find(plan.Jid) is not null) return "";
        try
        {
            if (_starter.Start(plan) is not { } job) return "";
            _jobs.Add(job);
            if (job.End is not null) return "";
            _jobs.AddRoot(job.Start.Pid, job);
            _daemon.Send(new Notice { Report = job.Report });
            return "";
        }
        catch (IOException e)
        {
            return SystemErrors.Sentence(e);
        }
    }

    private int Signal(SignalRequest request)
    {
        var job = _jobs.Find(request.Jid) ?? _recovery.FindEnded(request.Jid);
        if (job is null || !job.Signal(request.Signal, request.By)) return 0;
        _jobs.Add(job);
        return job.Start.Pid;
    }

    private void Acknowledge(Jid jid)
    {
        if (_jobs.Find(jid) is not { End: not null } job) return;
        job.IsAcknowledged = true;
        _jobs.RemoveOver();
    }

    private void EndAll()
    {
        foreach (var job in _jobs.All.ToList())
            if (job.End is null) job.Signal(Libc.SIGTERM, Verdict.Shutdown);
    }

    private void EndWritten(SupervisedJob job)
    {
        job.IsWritten = true;
        _daemon.Send(new Notice { Report = job.Report });
    }

    private void SignalReceived(int signal)
    {
        if (signal is Libc.SIGTERM or Libc.SIGINT)
        {
            _leavesWhenAllEnded = true;
            EndAll();
        }

        if (signal != Libc.SIGCHLD) return;
        Reaper.ReapAll((pid, exit) => _jobs.TakeRoot(pid)?.RootEnded(exit));
        foreach (var job in _jobs.All)
            if (job.AwaitsTree) job.Advance();
        _jobs.RemoveOver();
    }

    private void AnswerIfAllEnded()
    {
        if (_waitForAll.Count == 0 || _jobs.AnyRunning) return;
        foreach (var id in _waitForAll) Answer(id);
        _waitForAll.Clear();
    }

    private void CheckIdle()
    {
        if (_leavesWhenAllEnded && !_jobs.AnyRunning)
        {
            _leaves = "it was told to, and all jobs have ended";
            return;
        }

        if (_daemon.IsConnected || _jobs.AnyRunning || _jobs.AnyHeard)
        {
            _idle?.Cancel();
            _idle = null;
            return;
        }

        _idle ??= _loop.After(_leavesWhenIdle ? TimeSpan.Zero : _linger, () => _leaves = "no daemon is there, and nothing runs");
    }

    // What a burst of jobs has left of memory is given back once, when none has run for a while.
    private void CheckRest()
    {
        if (_jobs.AnyRunning)
        {
            _rest?.Cancel();
            _rest = null;
            _isRested = false;
        }
        else if (!_isRested && _rest is null)
        {
            _rest = _loop.After(RestAfter, Rest);
        }
    }

    private void Rest()
    {
        _rest = null;
        _isRested = true;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Answer(long id, int pid = 0, string error = "", IReadOnlyList<SupervisorReport>? jobs = null) =>
        _daemon.Send(new Notice { Answer = new Answer(id, pid, error, jobs) });
}
