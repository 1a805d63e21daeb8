using Salt.Minion.Spool;
using Salt.Shared.Jobs;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>What has become of jobs that nobody waits for, from the minion's own cache.</summary>
internal static class AsyncModule
{
    private static readonly FunctionArgument JobId = new("jid", ArgumentKind.Text, Required: true, Doc: "The job id.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Of("async.status", "Return what has become of a job on this minion: its state, whether it has started and finished, "
            + "and the path of its results file.\n\nThe state is accepted (the job waits for its turn), running, or how it "
            + "ended: succeeded, failed, timed_out, killed, lost or refused. Once it has finished, a command's record follows: "
            + "changed, cmd, rc, start, end, delta (UTC), stdout, stderr and both as lines; for any other function its return "
            + "as ret. The names are Ansible's, but for the job id: jid; async_status is another name of this function. Of a job that was ended by its -B limit msg says so in Ansible's words. To ask after a job that failed is no failure; only a job that is not known here is: its state is "
            + "unknown, and the return code 1.",
            "async.status jid=20261121010203000004", [JobId], (call, _) => ValueTask.FromResult(Status(call))),
        Of("async.cleanup", "Remove a job's output, arguments and return from this minion's cache, before keep_jobs does. A job "
            + "that has not ended, or whose return the master has not stored yet, is left as it is. The job id stays used: the "
            + "job never starts again.",
            "async.cleanup jid=20261121010203000004", [JobId], (call, _) => ValueTask.FromResult(Cleanup(call))),
    ];

    private static Outcome Status(FunctionCall call)
    {
        var jid = JidOf(call);
        return call.Minion.Cached.Find(jid) is { } job
            ? new Outcome(AsyncRecord.Of(job, isWatched: IsRunning(call, jid)))
            : new Outcome(AsyncRecord.Unknown(jid, WhyUnknown(call, jid)), 1);
    }

    private static Outcome Cleanup(FunctionCall call)
    {
        var jid = JidOf(call);
        if (call.Minion.Cached.Find(jid) is not { } job) return new Outcome($"ERROR: {WhyUnknown(call, jid)}", 1);
        if (job.Results is null) return new Outcome($"ERROR: Job {jid} has not ended: it is {job.State.ToName()}", 1);
        if (!job.IsStored) return new Outcome($"ERROR: The master has not stored the return of job {jid} yet", 1);
        CachedJobs.Clean(job);
        return new Outcome($"Job {jid} was removed from the cache");
    }

    // The daemon forgets a job as running only when its return is made; a local call looks at the daemon's files.
    private static bool IsRunning(FunctionCall call, Jid jid) =>
        call.Minion.Running().Any(job => ScalarText.Of(job["jid"]) == jid.ToString());

    private static string WhyUnknown(FunctionCall call, Jid jid) => call.Minion.Cached.WasCleaned(jid)
        ? $"Job {jid} was removed from this minion's cache by async.cleanup"
        : $"Job {jid} is not in this minion's cache: it never was, it ran in the daemon itself, or keep_jobs has run out";

    private static Jid JidOf(FunctionCall call)
    {
        var text = call.Arguments.Text("jid")!;
        return Jid.TryParse(text, out var jid)
            ? jid
            : throw new RefusedException($"ERROR: '{text}' is not a jid (20 digits, a UTC time)");
    }
}
