using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Authority;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners;

/// <summary>Runs runner functions in the master's own process. A run has a jid, is shown as active while it goes on, ends in the
/// history and is told to the event bus. It ends at its limit, when somebody ends it, when its caller goes away, and when
/// the master stops.</summary>
internal sealed class RunnerRuns(
    RunnerCatalog catalog, RunnerJobSpecs specs, RunnerRecords records, RunnerEvents events, TimeProvider clock, ILogger<RunnerRuns> log) : IHostedService, IDisposable
{
    /// <summary>More do not go on at once.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Who ends the runs of a master that stops.</summary>
    private const string Shutdown = "shutdown";

    private readonly ConcurrentDictionary<Jid, RunnerRun> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The run of a jid, while it goes on.</summary>
    public RunnerRun? Find(Jid jid) => _running.GetValueOrDefault(jid);

    /// <summary>Begins a run, which goes on by itself.</summary>
    /// <exception cref="SaltException">Denied, NotFound, BadRequest, Unavailable: it does not begin.</exception>
    public async Task<RunnerRun> BeginAsync(RunnerRequest request)
    {
        var (function, work) = Plan(request);
        RefuseIfStopping();
        if (_running.Count >= MostAtOnce)
            throw new SaltException(Failure.Unavailable, $"{MostAtOnce} runners run already, which is all that may: see master-cli runner jobs.master, or try again later");
        var spec = specs.Make(request);
        var run = new RunnerRun(spec, await records.OpenAsync(spec, mayBeMissed: function.OnlyReads));
        _running[run.Jid] = run;
        // The stop may have passed by between the question above and here.
        if (_stopping.IsCancellationRequested) run.EndNow(RunnerRun.Terminate, Shutdown);
        events.New(request, run.Jid);
        log.Began(run.Jid, request.User, function.Name);
        _ = FollowAsync(request, run, function, work);
        return run;
    }

    /// <summary>Answers a question of one of our own verbs: nothing of it is on record.</summary>
    /// <returns>How it ended; an end by its caller is an <see cref="OperationCanceledException"/>.</returns>
    /// <exception cref="SaltException">Denied, NotFound, BadRequest: it is not answered. Unavailable: the master stops.</exception>
    public async Task<RunnerEnd> AskAsync(RunnerRequest request, CancellationToken cancellationToken)
    {
        var (function, work) = Plan(request);
        if (!function.OnlyReads) throw new SaltException(Failure.BadRequest, $"{function.Name} changes something: it is run, with a jid, and not only asked");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var end = await ExecuteAsync(function, work, endedBy: () => null, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        RefuseIfStopping();
        return end;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends every run, and waits until that is written.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        EndAll();
        await Task.WhenAll(_running.Values.Select(run => run.End)).WaitAsync(cancellationToken);
    }

    /// <summary>The master stops: no run begins any more, and those that go on end.</summary>
    public void EndAll()
    {
        _stopping.Cancel();
        foreach (var run in _running.Values) run.EndNow(RunnerRun.Terminate, Shutdown);
    }

    public void Dispose() => _stopping.Dispose();

    private void RefuseIfStopping()
    {
        if (_stopping.IsCancellationRequested) throw new SaltException(Failure.Unavailable, "the master is stopping");
    }

    private (RunnerFunction Function, Func<CancellationToken, Task<RunnerAnswer>> Work) Plan(RunnerRequest request)
    {
        // Whether there is such a function is nobody's secret; what is not in the table, nobody may call.
        var function = catalog.Get(request.Function);
        if (!RunnerPolicy.Allows(function.Name, request.Caller))
            throw new SaltException(Failure.Denied, $"{request.User} may not run {function.Name}");
        return (function, function.Plan(RunnerArguments.Bind(function, request.Arg, request.Kwarg)));
    }

    // Owned by its run: whoever waits for the run's end waits for this, and StopAsync waits for all of them.
    private async Task FollowAsync(RunnerRequest request, RunnerRun run, RunnerFunction function, Func<CancellationToken, Task<RunnerAnswer>> work)
    {
        var end = await ExecuteAsync(function, work, () => run.EndedBy, run.Ending);
        try
        {
            if (end.Success) log.Done(run.Jid, function.Name);
            else log.Failed(run.Jid, function.Name, end.Answer.Failure);
            var known = function.IsConfidential ? Without(end) : end;
            if (run.IsRecorded) await records.CloseAsync(run.Spec, known);
            events.Returned(request, run.Jid, known);
        }
        catch (Exception e)
        {
            // Nobody awaits this; its caller hears how the run ended all the same.
            log.EndNotTold(e, run.Jid, function.Name);
        }
        finally
        {
            _running.TryRemove(run.Jid, out _);
            run.Over(end);
            run.Dispose();
        }
    }

    private async Task<RunnerEnd> ExecuteAsync(
        RunnerFunction function, Func<CancellationToken, Task<RunnerAnswer>> work, Func<(int Signal, string By)?> endedBy, CancellationToken ending)
    {
        using var limit = new CancellationTokenSource(function.Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ending);
        try
        {
            // What computes without looking at its token holds nobody up who wants it ended.
            var answer = await Task.Run(() => work(either.Token), CancellationToken.None).WaitAsync(either.Token);
            return new RunnerEnd(answer is { Failure.Length: 0, Retcode: 0 } ? JobState.Succeeded : JobState.Failed, answer);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            var (signal, by) = endedBy() ?? (0, "");
            return new RunnerEnd(JobState.Killed, Failing($"{function.Name} was ended by {by}")) { Signal = signal, By = by };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new RunnerEnd(JobState.TimedOut, Failing($"{function.Name} took longer than the {function.Limit.TotalSeconds:0.###} s that it may take"));
        }
        catch (SaltException e)
        {
            return new RunnerEnd(JobState.Failed, Failing(e.Message));
        }
        catch (Exception e)
        {
            var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
            log.Broke(e, function.Name, id);
            return new RunnerEnd(JobState.Failed, Failing($"{function.Name} broke by a fault of the master's own, {id} in its log"));
        }
    }

    private static RunnerEnd Without(RunnerEnd end) => end.Answer.Return.IsEmpty
        ? end
        : end with { Answer = end.Answer with { Return = RunnerAnswer.Build(json => json.WriteStringValue("The answer is not kept: it may hold secrets")).Return } };

    private static RunnerAnswer Failing(string sentence) => new(default(ReadOnlyMemory<byte>)) { Failure = sentence };
}
