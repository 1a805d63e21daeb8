using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>A supervisor of one's own, for programs that run without the daemon's doing: the same limits, users, trees and
/// output as for a job. It leaves with its owner, and with it all that still runs.</summary>
internal sealed class LocalSupervisor : IAsyncDisposable
{
    private readonly string _place;
    private readonly LocalTerms _terms;
    private readonly RunPlace _run;
    private readonly SupervisorClient _client;
    private readonly CancellationTokenSource _done = new();
    private readonly ConcurrentDictionary<Jid, TaskCompletionSource<SupervisorReport>> _awaited = new();
    private readonly Task _connection;
    private readonly Task _reading;
    private int _leftRunning;

    /// <param name="place">Where the programs' files are, each in the folder of a job.</param>
    public LocalSupervisor(string place, LocalTerms terms, TimeProvider clock)
    {
        (_place, _terms) = (place, terms);
        _run = RunPlace.In(place);
        _client = new SupervisorClient(
            new SupervisionOptions { RunDir = _run.Path, JobsDir = place, CgroupName = terms.CgroupName, NoCgroup = terms.CgroupName.Length == 0 },
            clock,
            NullLogger<SupervisorClient>.Instance);
        _connection = _client.RunAsync(_done.Token);
        _reading = ReadReportsAsync();
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="jid">Names it among those of this supervisor.</param>
    /// <exception cref="OperationCanceledException">The token fired; the program goes on until the supervisor leaves.</exception>
    /// <exception cref="SaltException">Unavailable: no supervisor could be started.</exception>
    public async Task<ProcessEnd> RunAsync(ProcessPlan plan, Jid jid, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource<SupervisorReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[jid] = ended;
        try
        {
            var job = Prepare(jid, plan);
            await _client.StartAsync(plan.In(job, plan.Timeout, _terms.Grace, _terms.OutputMax), cancellation);
            var report = await ended.Task.WaitAsync(cancellation);
            Interlocked.Add(ref _leftRunning, report.End!.LeftRunning);
            await _client.AcknowledgeAsync(jid, CancellationToken.None);
            return End(job, report.Start!, report.End);
        }
        finally
        {
            _awaited.TryRemove(jid, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // It need not wait for another daemon.
            await _client.EndAllAsync(CancellationToken.None);
        }
        finally
        {
            await _done.CancelAsync();
            await _connection;
            await _reading;
            // Whoever is left behind may still write to it. Otherwise nothing of it shall be found after us.
            if (_leftRunning == 0) await Task.Run(() => SupervisorLock.AwaitFree(SupervisorFiles.Lock(_run.Path)));
            _run.Dispose();
            _done.Dispose();
        }
    }

    private async Task ReadReportsAsync()
    {
        await foreach (var report in _client.Reports.ReadAllAsync(CancellationToken.None))
        {
            if (report.End is not null && _awaited.TryGetValue(report.Jid, out var awaited)) awaited.TrySetResult(report);
        }

        foreach (var awaited in _awaited.Values) awaited.TrySetException(new SaltException(Failure.Unavailable, "the supervisor is gone"));
    }

    private JobFolder Prepare(Jid jid, ProcessPlan plan)
    {
        var job = new JobFolder(Path.Combine(_place, jid.ToString()));
        Directory.CreateDirectory(job.Path);
        StatusFile.Reserve(job.Status);
        if (plan.Stdin is { } stdin) File.WriteAllText(job.Stdin, stdin);
        return job;
    }

    private ProcessEnd End(JobFolder job, StartRecord start, EndRecord end) => new(
        end,
        start.Pid,
        new OutputFile(job.Stdout).ReadText(end.StdoutBytes, (int)_terms.ReturnMax).Text,
        new OutputFile(job.Stderr).ReadText(end.StderrBytes, (int)_terms.ReturnMax).Text,
        OwnTimeout: end.State == JobState.TimedOut);
}
