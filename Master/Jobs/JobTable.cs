using System.Runtime.InteropServices;
using Salt.Master.Store;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>The active jobs, and the one place where they change. A job leaves when all its targets ended and that is
/// on record, so that whoever finds none here finds all of it in the store.</summary>
internal sealed class JobTable
{
    /// <summary>A return larger than this is not kept in memory once it is on record.</summary>
    private const int KeptReturn = 16 << 10;

    private readonly IJobStore _store;
    private readonly IMinionLinks _links;
    private readonly TimeProvider _clock;
    private readonly JobPacing _pacing;
    private readonly Lock _gate = new();
    private readonly Dictionary<JobKey, ActiveJob> _jobs = [];
    private readonly Dictionary<MinionId, HashSet<ActiveJob>> _byMinion = [];

    public JobTable(IJobStore store, IMinionLinks links, TimeProvider clock)
    {
        (_store, _links, _clock) = (store, links, clock);
        _pacing = new JobPacing(links, clock, minion => _byMinion.GetValueOrDefault(minion) ?? []);
    }

    public long NowUs => _clock.GetUtcNow().ToUnixMicroseconds();

    /// <summary>Takes up a job that is on record. From here on its queued targets are offered when they connect.</summary>
    public void Add(ActiveJob job)
    {
        lock (_gate)
        {
            _jobs.Add(job.Spec.Key, job);
            foreach (var minion in job.Spec.Targets)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_byMinion, minion, out _) ??= []).Add(job);
            }

            JobPacing.Begin(job, _clock.GetTimestamp());
        }
    }

    /// <summary>Marks as offered the next targets that can be reached and may start.</summary>
    /// <param name="most">No more than so many.</param>
    public OfferUnit NextUnit(ActiveJob job, int most)
    {
        if (job.Pace is { } pace) return NextUnit(job, pace, most);
        List<MinionId> offered = [];
        var nowUs = NowUs;
        lock (_gate)
        {
            for (; job.NextSlot < job.Count && offered.Count < most; job.NextSlot++)
            {
                var target = job.TargetAt(job.NextSlot);
                if (target.State != JobState.Queued || _links.PresenceOf(target.Minion) != Presence.Connected) continue;
                job.Replace(job.NextSlot, TargetRules.Offered(target, nowUs));
                offered.Add(target.Minion);
            }
        }

        return new OfferUnit(offered, null, job.NextSlot < job.Count);
    }

    /// <summary>The alarm of a paced job rings.</summary>
    public Turn Due(ActiveJob job)
    {
        var turn = new Turn();
        lock (_gate)
        {
            _pacing.Due(turn, job);
            Advance(turn, job);
            Write(turn);
        }

        turn.Wake();
        return turn;
    }

    public ActiveJob? Find(JobKey key)
    {
        lock (_gate) return _jobs.GetValueOrDefault(key);
    }

    public ActiveJob? Find(Jid jid)
    {
        lock (_gate) return _jobs.Values.FirstOrDefault(job => job.Spec.Key.Jid == jid);
    }

    /// <summary>In the order of their jids.</summary>
    public IReadOnlyList<ActiveJob> List()
    {
        lock (_gate) return [.. _jobs.Values.OrderBy(job => job.Spec.Key.Jid)];
    }

    /// <param name="all">The present state of every target counts as news.</param>
    public JobWatch Watch(ActiveJob job, bool all)
    {
        var watch = new JobWatch(job);
        lock (_gate)
        {
            job.Add(watch);
            for (var slot = 0; slot < job.Count; slot++)
            {
                if (all || job.TargetAt(slot).IsEnded) watch.Mark(slot);
            }
        }

        return watch;
    }

    /// <summary>What changed since the last look, with what is left, as of one moment.</summary>
    public JobNews Look(JobWatch watch)
    {
        lock (_gate) return new JobNews(watch.Take(), watch.Job.Open, watch.Job.Away, watch.Job.Kept, watch.Job.Fault);
    }

    public void Unwatch(JobWatch watch)
    {
        lock (_gate) watch.Job.Remove(watch);
    }

    /// <summary>Something happened to one target.</summary>
    /// <returns>Null: there is no such job, or it is not for this minion.</returns>
    public Turn? Apply(JobKey key, MinionId minion, Func<ActiveJob, JobTarget, Step> rule)
    {
        var turn = new Turn();
        lock (_gate)
        {
            if (!_jobs.TryGetValue(key, out var job) || !job.TryFind(minion, out var slot)) return null;
            Take(turn, job, slot, rule);
            Advance(turn, job);
            Write(turn);
        }

        turn.Wake();
        return turn;
    }

    /// <summary>Something happened to all targets of a job.</summary>
    public Turn Apply(ActiveJob job, Func<ActiveJob, JobTarget, Step> rule)
    {
        var turn = new Turn();
        lock (_gate)
        {
            for (var slot = 0; slot < job.Count; slot++) Take(turn, job, slot, rule);
            Advance(turn, job);
            Write(turn);
        }

        turn.Wake();
        return turn;
    }

    /// <summary>Something happened to a minion, and so to all its jobs.</summary>
    /// <param name="first">Opens the way to the minion before, in one with it: no job is added in between. What waited for
    /// the minion is offered, in the order of the jids.</param>
    public Turn Apply(MinionId minion, Func<ActiveJob, JobTarget, Step> rule, Action? first = null)
    {
        var turn = new Turn();
        lock (_gate)
        {
            first?.Invoke();
            foreach (var job in (_byMinion.GetValueOrDefault(minion) ?? []).OrderBy(job => job.Spec.Key.Jid))
            {
                if (!job.TryFind(minion, out var slot)) continue;
                Take(turn, job, slot, rule);
                if (first is not null) _pacing.Release(turn, job, slot);
                Advance(turn, job, isInOrder: true);
            }

            Write(turn);
        }

        turn.Wake();
        return turn;
    }

    /// <summary>The changes of a turn are on record.</summary>
    /// <returns>The jobs that left the table by it.</returns>
    public IReadOnlyList<ActiveJob> Stored(Turn turn)
    {
        List<ActiveJob> settled = [];
        var nowUs = NowUs;
        lock (_gate)
        {
            foreach (var (job, slot, step) in turn.Steps)
            {
                if (step.Save) job.Fault = null;
                var target = job.TargetAt(slot);
                // A later end may have taken its place, with a write of its own under way.
                if (!step.Save || !target.IsEnded || target.Stored || !ReferenceEquals(target.End, step.Target.End)) continue;
                job.Replace(slot, Lighter(target) with { Stored = true, StoredUs = nowUs });
                if (job.IsSettled && Remove(job)) settled.Add(job);
            }
        }

        return settled;
    }

    /// <summary>The changes of a turn are not on record.</summary>
    public void NotWritten(Turn turn, string reason)
    {
        List<JobWatch> watches = [];
        lock (_gate)
        {
            foreach (var job in turn.Steps.Where(step => step.Step.Save).Select(step => step.Job).Distinct())
            {
                job.Fault ??= new WriteFault(reason, _clock.GetTimestamp());
                watches.AddRange(job.Watches);
            }
        }

        foreach (var watch in watches)
        {
            watch.Alert();
            watch.Wake();
        }
    }

    /// <summary>Writes again every end that is not known to be on record.</summary>
    public Turn Unstored()
    {
        var turn = new Turn();
        lock (_gate)
        {
            foreach (var job in _jobs.Values)
            {
                for (var slot = 0; slot < job.Count && !job.IsSettled; slot++)
                {
                    if (job.TargetAt(slot) is { IsEnded: true, Stored: false } target) turn.Add(job, slot, new Step(target, Save: true));
                }
            }

            Write(turn);
        }

        return turn;
    }

    private static JobTarget Lighter(JobTarget target) =>
        target.End is { Ret.Length: > KeptReturn } end
            ? target with { RetInStore = true, End = end with { Ret = default } }
            : target;

    private OfferUnit NextUnit(ActiveJob job, JobPace pace, int most)
    {
        var turn = new Turn();
        bool isMore;
        lock (_gate)
        {
            isMore = _pacing.Advance(turn, job, most);
            pace.HandsOut = isMore;
            Write(turn);
        }

        turn.Wake();
        return new OfferUnit([], turn, isMore);
    }

    private void Advance(Turn turn, ActiveJob job, bool isInOrder = false)
    {
        // Whoever hands it out unit by unit comes by in a moment.
        if (job.Pace is { HandsOut: false }) _pacing.Advance(turn, job, isInOrder: isInOrder);
    }

    private void Take(Turn turn, ActiveJob job, int slot, Func<ActiveJob, JobTarget, Step> rule) =>
        _pacing.Take(turn, job, slot, rule(job, job.TargetAt(slot)));

    // The store queues writes in the order of the calls, and waits for no disk: hence under the lock that ordered the
    // changes.
    private void Write(Turn turn)
    {
        List<TargetChange> changes = [];
        foreach (var (job, _, step) in turn.Steps)
        {
            if (!step.Save) continue;
            // Later changes of a job that is over leave its end as it was.
            if (job.Open == 0 && job.EndedUs == 0) job.EndedUs = NowUs;
            changes.Add(new TargetChange(job.Spec.Key, step.Target, job.EndedUs > 0 ? job.EndedUs : null));
        }

        if (changes.Count > 0) turn.Written = _store.SaveAsync(changes);
    }

    private bool Remove(ActiveJob job)
    {
        if (!_jobs.Remove(job.Spec.Key)) return false;
        foreach (var minion in job.Spec.Targets)
        {
            var jobs = _byMinion[minion];
            if (jobs.Remove(job) && jobs.Count == 0) _byMinion.Remove(minion);
        }

        return true;
    }
}
