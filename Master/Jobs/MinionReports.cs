using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>What minions say about jobs. Nothing here waits: what is said is taken in, written, and answered when it is
/// on record. Calls for one minion come one after the other, in the order in which it spoke.</summary>
internal sealed class MinionReports(JobTable table, JobOffers offers, LateReturns late, OwnRuns own, Replies replies, JobEvents events)
{
    public void Accepted(MinionId minion, JobKey key, uint place)
    {
        var turn = table.Apply(
            key,
            minion,
            (job, target) => Accepted(job, target, place));
        // Nobody here will grant it: it is over, or was never asked for.
        if (turn is null) replies.Say(minion, key, Reply.Withdraw);
        else replies.Follow(turn);
    }

    public void Running(MinionId minion, JobKey key, int pid, long startedUs)
    {
        if (table.Apply(key, minion, (_, target) => TargetRules.Running(target, pid, startedUs)) is { } turn) replies.Follow(turn);
    }

    public void Returned(MinionId minion, ReturnedJob returned)
    {
        var isNews = false;
        var turn = table.Apply(
            returned.Key,
            minion,
            (job, target) =>
            {
                var step = TargetRules.Returned(target, returned.End);
                isNews = !ReferenceEquals(step.Target, target);
                return step;
            });
        if (turn is null)
        {
            late.Take(minion, returned);
            return;
        }

        if (isNews) events.Returned(turn.Steps[0].Job.Spec, minion, returned.End);
        // The others did not start, for it was one failure too many.
        events.Ended(turn, from: 1);
        replies.Follow(turn);
    }

    /// <summary>The minion's stream is open, and it has said what it holds.</summary>
    /// <param name="open">From here on jobs may be offered on the stream: each is offered either by this or by whoever
    /// submits it, never by both.</param>
    public void Connected(MinionId minion, IReadOnlyList<HeldJob> held, Action open)
    {
        var unmatched = new Dictionary<JobKey, HeldJob>();
        own.Connected(minion, held.Select(job => job.Own).OfType<OwnRun>());
        foreach (var job in held.Where(job => job.Own is null)) unmatched[job.Key] = job;
        var turn = table.Apply(
            minion,
            (job, target) => unmatched.Remove(job.Spec.Key, out var known)
                ? Held(job, target, known)
                : NotHeld(job, target),
            open);
        events.Ended(turn);
        replies.Follow(turn);
        // What is over here, or was never asked for, nobody will grant.
        foreach (var stray in unmatched.Values.Where(h => h.State == JobState.Accepted))
        {
            replies.Say(minion, stray.Key, Reply.Withdraw);
        }
    }

    /// <summary>The stream is gone; nothing ends by that.</summary>
    public void Disconnected(MinionId minion)
    {
        own.Disconnected(minion);
        replies.Follow(table.Apply(minion, (job, target) => TargetRules.Away(target, table.NowUs, offers.HoldsUntil(job))));
    }

    /// <summary>A job that the minion issued itself runs.</summary>
    public void OwnRunning(MinionId minion, OwnRun run) => own.Began(minion, run);

    /// <summary>It runs no more.</summary>
    public void OwnOver(MinionId minion, Jid jid) => own.Over(minion, jid);

    /// <summary>Nobody will hear from this minion again.</summary>
    public void GivenUp(MinionId minion, string reason)
    {
        own.GivenUp(minion);
        var turn = table.Apply(minion, (_, target) => TargetRules.GivenUp(target, reason, table.NowUs));
        events.Ended(turn);
        replies.Follow(turn);
    }

    private Step Accepted(ActiveJob job, JobTarget target, uint place) => IsTooLate(job, target)
        ? TargetRules.AcceptedLate(target)
        : TargetRules.Accepted(target, place, offers.IsInTime(job, target), table.NowUs);

    private Step Held(ActiveJob job, JobTarget target, HeldJob held) => held.State == JobState.Accepted && IsTooLate(job, target)
        ? TargetRules.AcceptedLate(target)
        : TargetRules.Held(target, held, offers.IsInTime(job, target), table.NowUs);

    // A queued target of a paced job is offered when its turn comes.
    private Step NotHeld(ActiveJob job, JobTarget target) => job.Pace is not null && target.State == JobState.Queued
        ? new Step(target)
        : TargetRules.NotHeld(target, offers.IsInTime(job, target), table.NowUs);

    // Not yet over all the same: it has not been its turn, or it is kept.
    private bool IsTooLate(ActiveJob job, JobTarget target) => target.State switch
    {
        JobState.Queued => job.Pace is not null,
        JobState.Offered => job.Pace is { IsKept: true } && !offers.IsInTime(job, target),
        _ => false,
    };
}
