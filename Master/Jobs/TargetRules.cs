using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>The life of a job on one minion, seen from the master. Values in, values out.</summary>
/// <remarks>
/// Three promises rest here. A job starts only after a grant, and the grant follows the record of the acceptance: so
/// <c>undelivered</c> means that it never started. Silence ends nothing: a minion that is away changes no state. An end
/// is final, and only <c>lost</c> gives way to what truly happened.
/// </remarks>
internal static class TargetRules
{
    /// <summary>The minion has the job on its disk.</summary>
    /// <param name="inTime">The offer has not run out.</param>
    public static Step Accepted(JobTarget target, uint place, bool inTime, long nowUs) => target.State switch
    {
        JobState.Queued or JobState.Offered when inTime =>
            new(target with { State = JobState.Accepted, Place = place, AcceptedUs = nowUs, Until = 0 }, Reply.Start, Save: true),
        JobState.Queued or JobState.Offered =>
            new(Undelivered(target, "the minion accepted it too late", nowUs), Reply.Withdraw, Save: true),
        JobState.Accepted => new(target with { Place = place }),
        JobState.Running => new(target),
        _ => new(target, Reply.Withdraw),
    };

    /// <summary>The minion of a paced job has it on its disk, but its offer was taken back, or was an earlier daemon's: it
    /// is offered anew when its turn comes.</summary>
    public static Step AcceptedLate(JobTarget target) =>
        new(target with { State = JobState.Queued, Until = 0, AwaySinceUs = 0 }, Reply.Withdraw);

    public static Step Running(JobTarget target, int pid, long startedUs)
    {
        if (target.IsEnded) return new(target);
        var running = target with { State = JobState.Running, Place = 0, Pid = pid, StartedUs = startedUs, AwaySinceUs = 0, Until = 0 };
        return new(running, Save: running != target);
    }

    /// <summary>The minion's return is here, whole.</summary>
    public static Step Returned(JobTarget target, JobEnd end)
    {
        if (!target.IsEnded || Replaces(target, end)) return new(target.Ended(end), Reply.Stored, Save: true);
        // The first end stays. One that is not known to be written is written again before it is acknowledged.
        return new(target, Reply.Stored, Save: !target.Stored);
    }

    /// <summary>The time to accept has run out.</summary>
    public static Step Expired(JobTarget target, TimeSpan acceptTimeout, long nowUs) => target.State switch
    {
        JobState.Queued => new(Undelivered(target, NotConnected, nowUs), Save: true),
        JobState.Offered => new(
            Undelivered(target, $"the minion did not accept it within {acceptTimeout.TotalSeconds:0.###} s", nowUs),
            Reply.Withdraw,
            Save: true),
        _ => new(target),
    };

    /// <summary>A stream opens, and the minion says that it holds the job.</summary>
    public static Step Held(JobTarget target, HeldJob held, bool inTime, long nowUs)
    {
        var back = target with { AwaySinceUs = 0, Until = target.State == JobState.Offered ? target.Until : 0 };
        return held.State switch
        {
            // Written again before it is granted again: whether the first write came through is not known here.
            JobState.Accepted when back.State == JobState.Accepted =>
                new(back with { Place = held.Place }, Reply.Start, Save: true),
            // It was running when its stream ended, and the daemon has lost count: a grant is obeyed once only.
            JobState.Accepted when back.State == JobState.Running => new(back, Reply.Start),
            JobState.Accepted => Accepted(back, held.Place, inTime, nowUs),
            JobState.Running => Running(back, held.Pid, back.StartedUs),
            _ => new(back),
        };
    }

    /// <summary>A stream opens, and the minion does not name the job.</summary>
    public static Step NotHeld(JobTarget target, bool inTime, long nowUs) => target.State switch
    {
        JobState.Queued or JobState.Offered when inTime => new(Offered(target, nowUs), Reply.Offer),
        JobState.Accepted or JobState.Running => Lost(target, "the minion came back without it", nowUs),
        _ => new(target),
    };

    /// <summary>The stream is gone. What runs goes on; what is offered may still be accepted on the next stream.</summary>
    /// <param name="until">How long it keeps its place in a batch; 0: there is none.</param>
    public static Step Away(JobTarget target, long nowUs, long until = 0) =>
        target.State is JobState.Accepted or JobState.Running && target.AwaySinceUs == 0
            ? new(target with { AwaySinceUs = nowUs, Until = until })
            : new(target);

    /// <summary>A queued target's turn has come.</summary>
    /// <param name="isKept">The job waits for minions that are away.</param>
    /// <param name="until">How long an offer waits, and so does a target whose minion is expected back.</param>
    public static Step TurnCame(JobTarget target, Presence presence, bool isKept, long until, long nowUs) => presence switch
    {
        Presence.Connected => new(Offered(target, nowUs) with { Until = until, IsExpected = false }, Reply.Offer),
        Presence.Reconnecting => new(target with { Until = until, IsExpected = true }),
        _ when isKept => new(target with { Until = JobPace.Never, IsExpected = false }),
        _ => new(Undelivered(target, NotConnected, nowUs), Save: true),
    };

    /// <summary>A kept job was not accepted in time: it waits for its minion again.</summary>
    /// <param name="until">When the minion is asked again, if it is connected all the while.</param>
    public static Step TakenBack(JobTarget target, long until) => new(target with { State = JobState.Queued, Until = until }, Reply.Withdraw);

    /// <summary>The job was kept for this minion as long as was asked for.</summary>
    public static Step KeptTooLong(JobTarget target, DateTimeOffset expires, long nowUs)
    {
        if (target.State != JobState.Queued) return new(target);
        var what = target.OfferedUs == 0 ? "was not connected" : "did not accept it";
        return new(Undelivered(target, $"expired: the minion {what} until {expires.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC", nowUs), Save: true);
    }

    /// <summary>Too many have failed.</summary>
    public static Step NotStarted(JobTarget target, string reason, long nowUs) => target.State switch
    {
        JobState.Queued => new(Undelivered(target, reason, nowUs), Save: true),
        JobState.Offered => new(Undelivered(target, reason, nowUs), Reply.Withdraw, Save: true),
        _ => new(target),
    };

    /// <summary>An operator ends it. What was granted is the minion's to end.</summary>
    public static Step Cancelled(JobTarget target, int signal, string by, long nowUs)
    {
        if (target.State > JobState.Offered) return new(target);
        var when = target.OfferedUs == 0 ? "before it was sent to the minion" : "before it started";
        var end = new JobEnd
        {
            State = JobState.Killed, Retcode = -1, Signal = signal, By = by, Reason = $"signal {signal} by {by} {when}", EndedUs = nowUs,
        };
        return new(target.Ended(end), target.State == JobState.Offered ? Reply.Withdraw : Reply.None, Save: true);
    }

    /// <summary>Nobody will hear of it any more: the minion's key was deleted, or it was away for <c>lost_after</c>.</summary>
    public static Step GivenUp(JobTarget target, string reason, long nowUs) => target.State switch
    {
        JobState.Queued or JobState.Offered => new(Undelivered(target, reason, nowUs), Reply.Withdraw, Save: true),
        JobState.Accepted or JobState.Running => Lost(target, reason, nowUs),
        _ => new(target),
    };

    public static JobTarget Offered(JobTarget target, long nowUs) => target with { State = JobState.Offered, OfferedUs = nowUs };

    public const string NotConnected = "the minion is not connected";

    public static JobTarget Undelivered(JobTarget target, string reason, long nowUs) =>
        target.Ended(new JobEnd { State = JobState.Undelivered, Reason = reason, EndedUs = nowUs });

    private static Step Lost(JobTarget target, string reason, long nowUs)
    {
        var end = new JobEnd
        {
            State = JobState.Lost, Reason = reason, Pid = target.Pid, StartedUs = target.StartedUs, EndedUs = nowUs,
        };
        return new(target.Ended(end), Save: true);
    }

    private static bool Replaces(JobTarget target, JobEnd end) =>
        target.State == JobState.Lost && end.State is not (JobState.Lost or JobState.Undelivered);
}
