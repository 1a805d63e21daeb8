using Salt.Shared.Identities;

namespace Salt.Master.Jobs;

/// <summary>Offers jobs to those minions that can be reached, and ends the offers that nobody accepted in time.</summary>
internal sealed class JobOffers(JobTable table, IMinionLinks links, Replies replies, ProcFolder proc, TimeProvider clock)
{
    /// <summary>Most jobs are over sooner, and a file that comes and goes at once costs more than the job.</summary>
    private static readonly TimeSpan ListedAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>How the targets of a new job begin: queued, or undelivered where nobody is there or on the way back.</summary>
    /// <param name="unknown">Those of which no minion is known.</param>
    public JobTarget[] Prepare(JobSpec job, IReadOnlyList<MinionId> unknown)
    {
        var nowUs = table.NowUs;
        var missing = unknown.ToHashSet();
        return [.. job.Targets.Select(minion => Begin(new JobTarget { Minion = minion }, missing, nowUs))];
    }

    /// <summary>Takes up a job that is written now, and offers it.</summary>
    public JobWatch Open(JobSpec spec, JobTarget[] targets)
    {
        // What had ended before the job was written was written with it.
        var job = new ActiveJob(
            spec,
            [.. targets.Select(t => t.IsEnded ? t with { Stored = true } : t)],
            clock.GetTimestamp() + Ticks(spec.AcceptTimeout));
        if (job.Open == 0) return table.Watch(job, all: true);

        var watch = table.Watch(job, all: false);
        var offered = table.Add(job, minion => links.PresenceOf(minion) == Presence.Connected);
        if (offered.Count > 0) links.Offer(offered, spec);
        Keep(job, spec.AcceptTimeout);
        return watch;
    }

    /// <summary>Takes up a job of an earlier daemon. Its offers may be accepted until their own deadline, and end only
    /// after a grace: a minion that is on its way back may have run it long ago.</summary>
    public void Resume(JobSpec spec, IReadOnlyList<JobTarget> targets, TimeSpan grace)
    {
        var left = spec.Key.Jid.Time + spec.AcceptTimeout - clock.GetUtcNow();
        var bounded = left < spec.AcceptTimeout ? left : spec.AcceptTimeout;
        var job = new ActiveJob(spec, targets, clock.GetTimestamp() + Ticks(bounded));
        table.Add(job, _ => false);
        Keep(job, spec.AcceptTimeout + grace);
    }

    /// <summary>Whether the job's offers may still be accepted.</summary>
    public bool IsInTime(ActiveJob job) => clock.GetTimestamp() < job.OfferDeadline;

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    private void Keep(ActiveJob job, TimeSpan time)
    {
        job.Deadline = clock.CreateTimer(Expire, job, time, Timeout.InfiniteTimeSpan);
        job.Listing = clock.CreateTimer(List, job, ListedAfter, Timeout.InfiniteTimeSpan);
        // A job as short as a ping may be over by now, and then nobody else ends its timers.
        if (job.IsSettled) job.EndTimers();
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
        replies.Follow(table.Apply(job, (_, target) => TargetRules.Expired(target, job.Spec.AcceptTimeout, nowUs)));
    }

    private JobTarget Begin(JobTarget target, HashSet<MinionId> unknown, long nowUs)
    {
        if (unknown.Contains(target.Minion)) return TargetRules.Undelivered(target, "no such minion is known", nowUs);
        return links.PresenceOf(target.Minion) == Presence.Away
            ? TargetRules.Undelivered(target, TargetRules.NotConnected, nowUs)
            : target;
    }
}
