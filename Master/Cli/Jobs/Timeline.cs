using System.Globalization;
using Salt.Cli.Run;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>How a job came along on one minion, step by step, and where it stopped. Values in, values out.</summary>
/// <param name="Missed">The step that it did not get to; empty: it got to its end, or is on its way.</param>
/// <param name="Conclusion">In one sentence or two: how it stands, or why it did not get on.</param>
internal sealed record Timeline(IReadOnlyList<TimelineStep> Steps, string Missed, string Conclusion)
{
    private const string Unknown = "when is not on record";

    public static Timeline Of(Explanation facts)
    {
        var (job, target) = (facts.Job, facts.Target);
        var state = JobStates.Parse(target.State);
        var submittedUs = Jid.TryParse(job.Jid, out var jid) ? jid.Time.ToUnixMicroseconds() : 0;
        var missed = Miss(target, state);
        return new Timeline(
            [
                new("authorised", submittedUs, facts.Via.Length > 0 ? $"{job.User}, by {facts.Via}" : job.User),
                new("queued", submittedUs, Queued(job)),
                Sent(job, target, state),
                Accepted(job, target, state),
                Started(target, state),
                new("output", 0, Output(target, state)),
                new("ended", target.EndedUs, state.IsEnd() ? End(target) : ""),
                new("stored", target.StoredUs, target.StoredUs > 0 ? "on record at the master" : state.IsEnd() ? Unknown : ""),
            ],
            missed,
            Conclude(facts, state, missed));
    }

    private static string Miss(TargetView target, JobState state) => state switch
    {
        JobState.Undelivered or JobState.Queued or JobState.Offered => target.OfferedUs > 0 ? "accepted" : "sent",
        JobState.Refused => "accepted",
        JobState.Accepted => "started",
        JobState.Lost => "ended",
        _ => "",
    };

    private static string Queued(JobView job)
    {
        var kept = job.ExpiresUs > 0 ? $"; kept until {Instants.Iso(job.ExpiresUs)} for minions that are away" : "";
        var batch = job.BatchSize > 0 ? $"; {job.BatchSize} at once" : "";
        return $"{job.Fun} for {Minions(job.TargetCount)}: {job.TgtType} '{job.Tgt}'{batch}{kept}";
    }

    private static TimelineStep Sent(JobView job, TargetView target, JobState state) => new("sent", target.OfferedUs, target switch
    {
        { OfferedUs: > 0 } => $"offered, to be accepted within {Seconds(job)} s",
        _ when state == JobState.Undelivered => target.Reason,
        _ when state == JobState.Queued => "waits for its turn, or for the minion",
        _ when job.Issuer == target.Minion => "the minion's own schedule started it",
        _ => Unknown,
    });

    private static TimelineStep Accepted(JobView job, TargetView target, JobState state) => new("accepted", target.AcceptedUs, state switch
    {
        _ when target.AcceptedUs > 0 => target.Place > 0 ? $"on the minion's disk, waiting: place {target.Place}" : "on the minion's disk; granted",
        JobState.Queued => "",
        JobState.Offered => $"not yet; it may until {Instants.Iso(target.OfferedUs + (job.AcceptTimeoutMs * 1000L))}",
        JobState.Undelivered => target.OfferedUs > 0 ? $"{target.Reason}: withdrawn, certainly not started" : "",
        JobState.Refused => "the minion refused it: certainly not started",
        _ when job.Issuer == target.Minion => "",
        JobState.Succeeded or JobState.Failed when target.OfferedUs > 0 => "no grant needed: the minion's daemon answers this by itself",
        _ => Unknown,
    });

    private static TimelineStep Started(TargetView target, JobState state)
    {
        var pid = target.Pid > 0 ? $"pid {target.Pid}" : "";
        if (target.StartedUs > 0) return new("started", target.StartedUs, pid.Length > 0 ? $"{pid}, by the minion's clock" : "by the minion's clock");
        return new("started", 0, state is JobState.Running or JobState.Killed or JobState.TimedOut ? Unknown : "");
    }

    private static string Output(TargetView target, JobState state) => state switch
    {
        JobState.Running => "so far: not told before the end",
        _ when target.OutputBytes > 0 => $"{target.OutputBytes} bytes",
        _ when state.IsEnd() && target.StartedUs > 0 => "none",
        _ => "",
    };

    private static string End(TargetView target)
    {
        var left = target.LeftRunning > 0 ? $"; left {target.LeftRunning} processes running" : "";
        return JobStates.Parse(target.State) switch
        {
            JobState.Succeeded or JobState.Failed when target.Reason.Length == 0 => $"{target.State}, retcode {target.Retcode}{left}",
            _ => $"{Sentences.End(target)}{left}",
        };
    }

    private static string Conclude(Explanation facts, JobState state, string missed)
    {
        var (target, minion) = (facts.Target, facts.Target.Minion);
        var how = state switch
        {
            JobState.Queued => $"It was not sent yet: {(facts.Minion is { Up: true } ? "it waits for its turn" : $"{minion} is not connected")}.",
            JobState.Offered => $"It was sent, and {minion} has not accepted it yet.",
            JobState.Undelivered when missed == "sent" => $"It was never sent: {target.Reason}.",
            JobState.Undelivered => $"It was sent, but {target.Reason}.",
            JobState.Refused => $"{minion} refused it: {target.Reason}",
            JobState.Accepted when target.AwaySinceUs > 0 => $"{minion} accepted it and is away since {Instants.Iso(target.AwaySinceUs)}.",
            JobState.Accepted => $"{minion} has accepted it{(target.Place > 0 ? $"; it waits, place {target.Place}" : " and was told to start it")}.",
            JobState.Running when target.AwaySinceUs > 0 =>
                $"It runs on {minion}, which is away since {Instants.Iso(target.AwaySinceUs)}; silence ends no job.",
            JobState.Running => $"It runs on {minion}.",
            JobState.Lost => $"It is lost: {target.Reason}. Should its true end still come, that replaces it.",
            _ => $"It came to its end: {End(target)}.",
        };
        return $"{how} {Whereabouts(facts)}";
    }

    private static string Whereabouts(Explanation facts)
    {
        var (target, minion) = (facts.Target, facts.Target.Minion);
        if (facts.Minion is not { } view) return $"No minion {minion} is known.";
        if (facts.HeardUs == 0) return $"{minion} was never heard of.";
        var silent = facts.HeardUs < target.OfferedUs ? $", nothing since this was sent {Time(target.OfferedUs - facts.HeardUs)} later" : "";
        var connected = view.Up ? $"its stream is open since {Instants.Iso(view.SinceUs)}" : "it is not connected";
        return $"{minion} was last heard of at {Instants.Iso(facts.HeardUs)}, {Time(facts.NowUs - facts.HeardUs)} ago{silent}; {connected}.";
    }

    private static string Time(long us) => Math.Max(0, us) switch
    {
        < 60_000_000 => string.Create(CultureInfo.InvariantCulture, $"{us / 1e6:0.0} s"),
        < 3_600_000_000 => $"{us / 60_000_000} min",
        < 86_400_000_000 => $"{us / 3_600_000_000} h",
        _ => $"{us / 86_400_000_000} d",
    };

    private static string Seconds(JobView job) => (job.AcceptTimeoutMs / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Minions(uint count) => count == 1 ? "1 minion" : $"{count} minions";
}
