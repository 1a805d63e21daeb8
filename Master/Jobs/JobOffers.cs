using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Offers jobs to those minions that can be reached, and ends the offers that nobody accepted in time.</summary>
internal sealed class JobOffers(
    JobTable table, IMinionLinks links, OfferTurns turns, Replies replies, JobEvents events, ProcFolder proc, TimeProvider clock)
{
    /// <summary>Most jobs are over sooner, and a file that comes and goes at once costs more than the job.</summary>
    private static readonly TimeSpan ListedAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Targets that are offered a job together, before other jobs have their turn.</summary>
    private const int UnitSize = 30;

    /// <summary>How the targets of a new job begin: queued, or undelivered where nobody is there or on the way back, unless
    /// it is kept for them.</summary>
    /// <param name="unknown">Those of which no minion is known.</param>
    public JobTarget[] Prepare(JobSpec job, IReadOnlyList<MinionId> unknown)
    {
        var nowUs = table.NowUs;
        var missing = unknown.ToHashSet();
        return [.. job.Targets.Select(minion => Begin(new JobTarget { Minion = minion }, missing, job.Expires is not null, nowUs))];
    }

    /// <summary>Takes up a job that is written now, and offers it: a first unit at once, what there is more in turns with
    /// other jobs.</summary>
    public JobWatch Open(JobSpec spec, JobTarget[] targets)
    {
        // What had ended before the job was written was written with it.
        IReadOnlyList<JobTarget> begun = [.. targets.Select(t => t.IsEnded ? t with { Stored = true } : t)];
        var job = new ActiveJob(spec, begun, clock.GetTimestamp() + Ticks(spec.AcceptTimeout), PaceOf(spec));
        if (job.Open == 0) return table.Watch(job, all: true);

        var watch = table.Watch(job, all: false);
        Arm(job);
        table.Add(job);
        if (HandOut(job)) turns.Add(() => HandOut(job));
        Keep(job, spec.AcceptTimeout);
        return watch;
    }

    /// <summary>Takes up a job of an earlier daemon. Its offers may be accepted until their own deadline, and end only
    /// after a grace: a minion that is on its way back may have run it long ago.</summary>
    public void Resume(JobSpec spec, IReadOnlyList<JobTarget> targets, TimeSpan grace)
    {
        var left = spec.Key.Jid.Time + spec.AcceptTimeout - clock.GetUtcNow();
        var bounded = left < spec.AcceptTimeout ? left : spec.AcceptTimeout;
        var pace = PaceOf(spec);
        var job = new ActiveJob(spec, pace is null ? targets : Resumed(pace, targets, grace), clock.GetTimestamp() + Ticks(bounded), pace);
        Arm(job);
        table.Add(job);
        if (pace is not null) HandOut(job, int.MaxValue);
        Keep(job, spec.AcceptTimeout + grace);
    }

    /// <summary>Whether the target's offer may still be accepted.</summary>
    public bool IsInTime(ActiveJob job, JobTarget target) =>
        clock.GetTimestamp() < (job.Pace is null ? job.OfferDeadline : target.Until);

    /// <summary>How long the target of a minion that goes away now keeps its place: as long as an offer waits.</summary>
    public long HoldsUntil(ActiveJob job) => job.Pace is { } pace ? clock.GetTimestamp() + pace.AcceptWait : 0;

    /// <returns>Whether there is more.</returns>
    private bool HandOut(ActiveJob job, int most = UnitSize)
    {
        var unit = table.NextUnit(job, most);
        if (unit.Minions.Count > 0) links.Offer(unit.Minions, job.Spec);
        if (unit.Turn is { } turn) Follow(turn);
        return unit.IsMore;
    }

    private JobPace? PaceOf(JobSpec spec) => spec.Batch is null && spec.Expires is null
        ? null
        : new JobPace(spec, Ticks(spec.AcceptTimeout)) { RestFor = Ticks(spec.Batch?.Wait ?? TimeSpan.Zero) };

    // What ran keeps its place until its minion has had the time to come back, and the place of what has just ended stays
    // empty as long as it would have.
    private List<JobTarget> Resumed(JobPace pace, IReadOnlyList<JobTarget> targets, TimeSpan grace)
    {
        var now = clock.GetTimestamp();
        foreach (var ended in targets.Where(t => t.IsEnded && t.State != JobState.Undelivered && t.StoredUs != 0))
        {
            var restsUntil = now + pace.RestFor - Ticks(clock.GetUtcNow() - Instants.FromUnixMicroseconds(ended.StoredUs));
            if (pace.RestFor > 0 && restsUntil > now) pace.Rest(restsUntil);
        }

        return [.. targets.Select(t => t.AwaySinceUs != 0 ? t with { Until = now + pace.AcceptWait + Ticks(grace) } : t)];
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    private void Keep(ActiveJob job, TimeSpan time)
    {
        job.Alarm ??= clock.CreateTimer(Expire, job, time, Timeout.InfiniteTimeSpan);
        job.Listing = clock.CreateTimer(List, job, ListedAfter, Timeout.InfiniteTimeSpan);
        // A job as short as a ping may be over by now, and then nobody else ends its timers.
        if (job.IsSettled) job.EndTimers();
    }

    private void Arm(ActiveJob job)
    {
        if (job.Pace is not null) job.Alarm = clock.CreateTimer(Due, job, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void List(object? state)
    {
        var job = (ActiveJob)state!;
        job.IsListed = true;
        proc.Reconcile(job);
    }

    private void Expire(object? state)
    {
        var job = (ActiveJob)state!;
        var nowUs = table.NowUs;
        Follow(table.Apply(job, (_, target) => TargetRules.Expired(target, job.Spec.AcceptTimeout, nowUs)));
    }

    private void Due(object? state) => Follow(table.Due((ActiveJob)state!));

    private void Follow(Turn turn)
    {
        events.Ended(turn);
        replies.Follow(turn);
    }

    private JobTarget Begin(JobTarget target, HashSet<MinionId> unknown, bool isKept, long nowUs)
    {
        if (unknown.Contains(target.Minion)) return TargetRules.Undelivered(target, "no such minion is known", nowUs);
        if (links.PresenceOf(target.Minion) != Presence.Away) return target;
        return isKept ? target with { Until = JobPace.Never } : TargetRules.Undelivered(target, TargetRules.NotConnected, nowUs);
    }
}
