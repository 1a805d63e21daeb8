using Salt.Cli.Completion;
using System.Text.Json.Nodes;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs kill</c>, <c>term</c> and <c>signal</c>: a function of <c>saltutil</c> on every minion that still has
/// something of the job. What has not started the master ends itself.</summary>
internal static class JobsSignal
{
    private const int Kill = 9;
    private const int Terminate = 15;

    public static Verb DeclareKill() => new(
        "jobs kill", [Operand.Jid], "end a job at once, with its whole process tree", [], (invocation, cancellationToken) =>
            RunAsync(invocation, invocation.Words.Single("the jid"), "saltutil.kill_job", Kill, [], cancellationToken));

    public static Verb DeclareTerm() => new(
        "jobs term", [Operand.Jid], "ask a job to end, and kill it after a grace", [], (invocation, cancellationToken) =>
            RunAsync(invocation, invocation.Words.Single("the jid"), "saltutil.term_job", Terminate, [], cancellationToken));

    public static Verb DeclareSignal() => new(
        "jobs signal", [Operand.Jid, new("SIGNAL", "a number, or a name such as TERM") { Values = ValueSources.Signals }], "send a signal, by number or name", [], (invocation, cancellationToken) =>
        {
            invocation.Words.AtMost(2);
            if (invocation.Words.Operands is not [var jid, var signal])
                throw new SaltException(Failure.BadRequest, "signal needs a jid and a signal: master-cli jobs signal JID TERM");
            var number = SignalNames.Parse(signal);
            return RunAsync(invocation, jid, "saltutil.signal_job", number, [(JsonNode)number], cancellationToken);
        });

    private static async Task<int> RunAsync(
        Invocation invocation, string jid, string fun, int signal, JsonArray behindJid, CancellationToken cancellationToken)
    {
        var job = await JobSnapshot.FetchAsync(invocation, jid, [], withReturns: false, cancellationToken);
        var isRunner = RunnerJobs.IsOne(job.Job.Fun);
        // First, so that a place that becomes free in a batch is not taken by the next.
        var isTheMasters = isRunner ? Reachable(job).Count > 0 : signal is Kill or Terminate && job.Targets.Any(HasNotStarted);
        var cancelled = isTheMasters
            ? await CancelAsync(invocation, job.Job.Jid, signal, cancellationToken)
            : [];
        // A runner runs on no minion: the master itself ends it.
        var minions = isRunner ? [] : Reachable(job).Except(cancelled).ToList();
        if (minions.Count == 0 && cancelled.Count == 0)
        {
            invocation.Terminal.Say($"Job {job.Job.Jid} is not running anywhere");
            return ExitCodes.SomeFailed;
        }

        var outputter = invocation.OpenOutputter();
        var sentence = JsonText.Build(json => json.WriteStringValue($"Signal {signal} ended job {job.Job.Jid}{(isRunner ? "" : " before it started")}"));
        foreach (var minion in cancelled) outputter.WriteReturn(minion, sentence, failed: false);
        if (minions.Count == 0)
        {
            outputter.EndReturns();
            return ExitCodes.Success;
        }

        behindJid.Insert(0, job.Job.Jid);
        var request = new RunRequest
        {
            Tgt = string.Join(',', minions),
            TgtType = "list",
            Fun = fun,
            Arg = RunRequests.Json(behindJid),
            Kwarg = RunRequests.Json(new JsonObject()),
        };
        var report = new RunReport(outputter, invocation.Terminal, new RunDisplay());
        var exitCode = await RunVerb.WaitAsync(invocation, request, report, cancellationToken);
        if (exitCode == ExitCodes.Interrupted) return exitCode;
        return cancelled.Count > 0 || report.Targets.Any(HasSignalled) ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    /// <summary>Where the job has not ended, or left processes behind.</summary>
    public static IReadOnlyList<string> Reachable(JobSnapshot job) =>
    [
        .. job.Targets
            .Where(target => !JobStates.Parse(target.State).IsEnd() || target.LeftRunning > 0)
            .Select(target => target.Minion),
    ];

    private static async Task<IReadOnlyList<string>> CancelAsync(
        Invocation invocation, string jid, int signal, CancellationToken cancellationToken)
    {
        using var master = await invocation.ConnectAsync(cancellationToken);
        var reply = await master.Control.CancelAsync(new CancelRequest { Jid = jid, Signal = signal }, cancellationToken: cancellationToken);
        return [.. reply.Minions];
    }

    private static bool HasNotStarted(TargetView target) => JobStates.Parse(target.State) <= JobState.Offered;

    // The minion answers with a sentence about what it signalled, or with an empty text.
    private static bool HasSignalled(TargetView target) =>
        target.State == JobState.Succeeded.ToName() && target.Ret.Length > 2;
}
