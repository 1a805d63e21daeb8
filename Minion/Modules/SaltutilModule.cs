using System.Text.Json.Nodes;
using Salt.Minion.Jobs;
using Salt.Shared.Jobs;
using Salt.Shared.Targeting;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>The jobs on this minion, and signals to them.</summary>
internal static class SaltutilModule
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int HighestSignal = 64;

    private static readonly FunctionArgument JobId = new("jid", ArgumentKind.Text, Required: true, Doc: "The job id.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Answering("saltutil.running", "Return the data on all running jobs on the minion.", "saltutil.running",
            [], call => List(call.Minion.Running())),
        Answering("saltutil.is_running", "If the named function is running return the data associated with it. The argument can be a glob.",
            "saltutil.is_running 'state.*'",
            [new("fun", ArgumentKind.Text, Required: true)],
            IsRunning),
        Answering("saltutil.find_job", "Return the data for a specific job id that is currently running, or an empty map.",
            "saltutil.find_job <job id>", [JobId], call => FindJob(call)?.DeepClone() ?? new JsonObject()),
        Of("saltutil.find_cached_job", "Return what a job that has ended returned, from this minion's cache.",
            "saltutil.find_cached_job <job id>", [JobId], (call, _) => ValueTask.FromResult(FindCachedJob(call))),
        Of("saltutil.signal_job", "Send a signal to every process of a job.\n\n15 and 9 end the job, as term_job and kill_job do.",
            "saltutil.signal_job <job id> 15",
            [JobId, new("sig", ArgumentKind.WholeNumber, Required: true, Doc: "The number of the signal, 1 to 64.")], SignalJobAsync),
        Of("saltutil.term_job", "End a job: a termination signal (SIGTERM 15) to every process of it, and a kill signal to what "
            + "is left of it when its grace has passed.",
            "saltutil.term_job <job id>", [JobId], (call, cancellation) => SignalOneAsync(call, Terminate, cancellation)),
        Of("saltutil.kill_job", "End a job at once: a kill signal (SIGKILL 9) to every process of it.",
            "saltutil.kill_job <job id>", [JobId], (call, cancellation) => SignalOneAsync(call, Kill, cancellation)),
        Of("saltutil.term_all_jobs", "End all currently running jobs as term_job does.",
            "saltutil.term_all_jobs", [], (call, cancellation) => SignalAllAsync(call, Terminate, cancellation)),
        Of("saltutil.kill_all_jobs", "End all currently running jobs as kill_job does.",
            "saltutil.kill_all_jobs", [], (call, cancellation) => SignalAllAsync(call, Kill, cancellation)),
        Of("saltutil.refresh_pillar", "Ask the master for the pillar, and wait for it.", "saltutil.refresh_pillar",
            [new("wait", ArgumentKind.Boolean, Default: true, Doc: "Ignored: it is always waited for."), new("timeout", ArgumentKind.Number, Default: 30, Doc: "Ignored.")],
            RefreshPillarAsync),
        Of("saltutil.refresh_grains", "Collect the grains anew.", "saltutil.refresh_grains", [], RefreshGrainsAsync),
    ];

    private static JsonArray IsRunning(FunctionCall call)
    {
        var pattern = new Glob(call.Arguments.Text("fun")!);
        return List(call.Minion.Running().Where(job => pattern.IsMatch(ScalarText.Of(job["fun"]))));
    }

    private static JsonObject? FindJob(FunctionCall call) =>
        call.Minion.Running().FirstOrDefault(job => ScalarText.Of(job["jid"]) == call.Arguments.Text("jid"));

    // Salt's words where it has none of it, although there is nothing to be enabled here.
    private static Outcome FindCachedJob(FunctionCall call)
    {
        var text = call.Arguments.Text("jid")!;
        if (!Jid.TryParse(text, out var jid) || call.Minion.Cached.Find(jid) is not { } job)
        {
            return new Outcome($"Local jobs cache directory {Path.Combine("jobs", text)} not found", 1);
        }

        if (job.Results is not { } results) return new Outcome($"Job {jid} has not returned: it is {job.State.ToName()}", 1);
        return new Outcome(new JsonObject
        {
            ["id"] = call.Minion.Id.ToString(),
            ["jid"] = text,
            ["fun"] = job.Spooled.Job.Fun,
            ["fun_args"] = PublishedArguments.Of(job.Spooled.Job),
            ["return"] = job.ReadReturn(),
            ["retcode"] = results["retcode"]?.DeepClone(),
            ["success"] = results["success"]?.DeepClone(),
        });
    }

    private static JsonArray List(IEnumerable<JsonObject> jobs) => new([.. jobs.Select(job => job.DeepClone())]);

    private static async ValueTask<Outcome> SignalJobAsync(FunctionCall call, CancellationToken cancellation)
    {
        var signal = call.Arguments.WholeNumber("sig")!.Value;
        if (signal is >= 1 and <= HighestSignal) return await SignalOneAsync(call, (int)signal, cancellation);
        if (FindJob(call) is null) return new Outcome("");
        throw new RefusedException($"ERROR: {signal} is not a signal (1 to {HighestSignal})");
    }

    private static async ValueTask<Outcome> SignalOneAsync(FunctionCall call, int signal, CancellationToken cancellation) =>
        new(Jid.TryParse(call.Arguments.Text("jid"), out var jid)
            ? await call.Minion.SignalAsync(jid, signal, call.User, cancellation)
            : "");

    private static async ValueTask<Outcome> SignalAllAsync(FunctionCall call, int signal, CancellationToken cancellation)
    {
        var answers = new JsonArray();
        foreach (var job in call.Minion.Running())
        {
            if (!Jid.TryParse(ScalarText.Of(job["jid"]), out var jid) || jid == call.Jid) continue;
            var answer = await call.Minion.SignalAsync(jid, signal, call.User, cancellation);
            if (answer.Length > 0) answers.Add((JsonNode)answer);
        }

        return new Outcome(answers);
    }

    private static async ValueTask<Outcome> RefreshPillarAsync(FunctionCall call, CancellationToken cancellation) =>
        (await call.Minion.RefreshPillarAsync(cancellation)).Fault is { } fault
            ? new Outcome($"The pillar is not refreshed, the last good one stays in force: {fault}", 1)
            : new Outcome(true);

    private static async ValueTask<Outcome> RefreshGrainsAsync(FunctionCall call, CancellationToken cancellation)
    {
        await call.Minion.RefreshGrainsAsync(cancellation);
        return new Outcome(true);
    }
}
