using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>From the way a job ended to its return. Pure.</summary>
/// <param name="returnMax">Bytes of the return itself.</param>
internal sealed class ReturnBuilder(long returnMax)
{
    private const int SignalBase = 128;

    /// <summary>A job that was never started.</summary>
    public JobReturn Refused(PublishedJob job, RefusedException why, DateTimeOffset now) =>
        Of(job, JobState.Refused, why.Retcode == 0 ? 1 : why.Retcode, why.Message, now) with { Reason = FirstLine(why.Message) };

    /// <summary>A job that the daemon ran itself.</summary>
    public JobReturn Answered(PublishedJob job, Outcome outcome, DateTimeOffset started, DateTimeOffset now) =>
        Of(job, EndOf(outcome), outcome.Retcode, outcome.Return, now) with { Started = started, Reason = outcome.Reason };

    /// <summary>A job that the supervisor ran, or that ended before it started.</summary>
    /// <param name="outcome">What its function made of the end, the output so far included; null: nothing.</param>
    public JobReturn Ended(SpooledJob spooled, StartRecord? start, EndRecord end, Outcome? outcome)
    {
        var job = spooled.Job;
        var ranToItsEnd = end.State is JobState.Succeeded or JobState.Failed;
        var reason = end.Reason;
        if (ranToItsEnd) reason = outcome is null ? NoOutcome(end) : outcome.Reason.Length > 0 ? outcome.Reason : reason;
        var state = ranToItsEnd ? EndOf(outcome ?? new Outcome(null, 1)) : end.State;
        var retcode = ranToItsEnd && outcome is not null ? outcome.Retcode : Failing(outcome?.Retcode ?? 0, end.Signal);
        return Of(job, state, retcode, outcome is null ? reason : outcome.Return, end.Ended, end.StdoutBytes + end.StderrBytes) with
        {
            Started = start?.Started,
            Reason = reason,
            Signal = end.State == JobState.Killed ? end.Signal : 0,
            By = end.By,
            Pid = start?.Pid ?? 0,
            LeftRunning = end.LeftRunning,
            OutputBytes = end.StdoutBytes + end.StderrBytes,
        };
    }

    private static JobState EndOf(Outcome outcome) => outcome.Retcode == 0 ? JobState.Succeeded : JobState.Failed;

    private static int Failing(int retcode, int signal) => (retcode, signal) switch
    {
        (> 0, _) => retcode,
        (_, > 0) => SignalBase + signal,
        _ => 1,
    };

    private static string NoOutcome(EndRecord end) => end.Signal > 0
        ? $"The worker was ended by signal {end.Signal} before it answered"
        : $"The worker exited with code {end.ExitCode} before it answered";

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private JobReturn Of(PublishedJob job, JobState state, int retcode, JsonNode? value, DateTimeOffset ended, long expected = 0) => new()
    {
        Issuer = job.Issuer,
        Jid = job.Jid,
        Fun = job.Fun,
        State = state,
        Retcode = retcode,
        Ret = ReturnText.Of(value, returnMax, expected),
        Ended = ended,
    };
}
