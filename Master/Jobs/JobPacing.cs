using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Offers the targets of paced jobs when their turn comes: in batches, and when a minion that was away is
/// there. Called under the lock of <see cref="JobTable"/> only.</summary>
/// <param name="jobsOf">The active jobs of a minion.</param>
internal sealed class JobPacing(IMinionLinks links, TimeProvider clock, Func<MinionId, IEnumerable<ActiveJob>> jobsOf)
{
    /// <summary>A minion that is connected and did not accept in time is asked again after this long.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>An alarm is never set further ahead: the calendar, by which jobs expire, may be set in between.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    public static void Begin(ActiveJob job, long now)
    {
        if (job.Pace is not { } pace) return;
        for (var slot = 0; slot < job.Count; slot++) pace.Saw(before: null, job.TargetAt(slot), now);
    }

    public void Take(Turn turn, ActiveJob job, int slot, Step step)
    {
        var before = job.TargetAt(slot);
        if (!ReferenceEquals(step.Target, before))
        {
            job.Replace(slot, step.Target);
            if (job.Pace is { } pace)
            {
                pace.Saw(before, step.Target, clock.GetTimestamp());
                if (step.Target is { State: JobState.Queued, Until: 0 }) pace.Again(slot);
            }
        }

        turn.Add(job, slot, step);
    }

    /// <summary>The minion is there: what waited for it waits for its turn now.</summary>
    public void Release(Turn turn, ActiveJob job, int slot)
    {
        if (job.TargetAt(slot) is not { State: JobState.Queued, Until: not 0 } waiting) return;
        Take(turn, job, slot, IsExpired(job) ? TargetRules.KeptTooLong(waiting, job.Spec.Expires!.Value, NowUs) : new Step(waiting with { Until = 0, IsExpected = false }));
    }

    /// <summary>Offers as many as may start, and ends the others if none may any more.</summary>
    /// <param name="most">Offers no more than so many.</param>
    /// <param name="isInOrder">The minion's older jobs have been looked at just now.</param>
    /// <returns>True: so many were offered, and there may be more.</returns>
    public bool Advance(Turn turn, ActiveJob job, int most = int.MaxValue, bool isInOrder = false)
    {
        if (job.Pace is not { } pace) return false;
        if (BatchWindow.IsClosed(job.Spec.Batch, pace.Failed)) Close(turn, job, pace);
        var now = clock.GetTimestamp();
        while (most > 0 && pace.Room(now) > 0 && pace.TryNext(job.Count, out var slot))
        {
            if (job.TargetAt(slot) is not { State: JobState.Queued, Until: 0 } target) continue;
            var step = !isInOrder && IsBehind(job, target.Minion)
                ? new Step(target with { Until = now + Ticks(AskAgainAfter) })
                : TargetRules.TurnCame(target, links.PresenceOf(target.Minion), pace.IsKept, now + pace.AcceptWait, NowUs);
            Take(turn, job, slot, step);
            if (step.Reply == Reply.Offer) most--;
        }

        Arm(job, pace, now);
        return most == 0;
    }

    /// <summary>The job's alarm rings: some target has waited long enough, or all have.</summary>
    public void Due(Turn turn, ActiveJob job)
    {
        var pace = job.Pace!;
        var now = clock.GetTimestamp();
        var isExpired = IsExpired(job);
        pace.NextDue = pace.ArmedFor = JobPace.Never;
        for (var slot = 0; slot < job.Count; slot++)
        {
            var target = job.TargetAt(slot);
            if (target.IsEnded) continue;
            if (isExpired && job.IsKept(target)) Take(turn, job, slot, TargetRules.KeptTooLong(target, job.Spec.Expires!.Value, NowUs));
            else if (target.Until > now) pace.NextDue = Math.Min(pace.NextDue, target.Until);
            else if (target.Until != 0) Take(turn, job, slot, WaitedFor(job, pace, target, now));
        }
    }

    private long NowUs => clock.GetUtcNow().ToUnixMicroseconds();

    private bool IsExpired(ActiveJob job) => job.Spec.Expires is { } expires && clock.GetUtcNow() >= expires;

    private Step WaitedFor(ActiveJob job, JobPace pace, JobTarget target, long now) => target.State switch
    {
        JobState.Offered when pace.IsKept => TargetRules.TakenBack(target, now + Ticks(AskAgainAfter)),
        JobState.Offered => TargetRules.Expired(target, job.Spec.AcceptTimeout, NowUs),
        JobState.Queued when links.PresenceOf(target.Minion) is var presence and not Presence.Connected =>
            TargetRules.TurnCame(target, presence, pace.IsKept, now + pace.AcceptWait, NowUs),
        _ => new Step(target with { Until = 0 }),
    };

    private void Close(Turn turn, ActiveJob job, JobPace pace)
    {
        if (pace.IsClosed) return;
        pace.IsClosed = true;
        var reason = BatchWindow.NotStarted(pace.Failed, job.Count, job.Spec.Batch!.FailLimit);
        for (var slot = 0; slot < job.Count; slot++) Take(turn, job, slot, TargetRules.NotStarted(job.TargetAt(slot), reason, NowUs));
    }

    // What is kept for a minion reaches it in the order in which it was asked for.
    private bool IsBehind(ActiveJob job, MinionId minion) => job.Pace!.IsKept && jobsOf(minion).Any(older =>
        older.Pace is { IsKept: true }
        && older.Spec.Key.Jid < job.Spec.Key.Jid
        && older.TryFind(minion, out var slot)
        && older.TargetAt(slot) is { State: JobState.Queued, Until: not 0 });

    private void Arm(ActiveJob job, JobPace pace, long now)
    {
        var due = pace.NextDue;
        // What waits for its turn, or runs, does not expire.
        if (job.Spec.Expires is { } expires && job.Kept > 0)
        {
            var left = expires - clock.GetUtcNow();
            due = Math.Min(due, now + Ticks(left < LongestSleep ? left : LongestSleep));
        }

        if (due >= pace.ArmedFor) return;
        pace.ArmedFor = due;
        // Timers count in whole milliseconds, and must not ring before the time.
        var wait = TimeSpan.FromMilliseconds(1) + clock.GetElapsedTime(now, Math.Max(now, due));
        job.Alarm?.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
