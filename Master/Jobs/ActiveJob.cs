using System.Collections.Immutable;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>A job that is not over, or whose end is not written yet: its targets as they are now, and who watches.</summary>
/// <remarks>Changed under the lock of <see cref="JobTable"/> only; a target is a value and may be read without it.</remarks>
public sealed class ActiveJob
{
    /// <summary>Below this many targets, looking through them all is as fast as an index.</summary>
    private const int IndexFrom = 16;

    private readonly JobTarget[] _targets;
    private readonly Dictionary<MinionId, int>? _slots;

    /// <param name="targets">In the order of <see cref="JobSpec.Targets"/>.</param>
    /// <param name="offerDeadline">A timestamp of the clock, by which an offer has to be accepted.</param>
    /// <param name="pace">Of a job whose targets are not all offered at once, each with a deadline of its own.</param>
    internal ActiveJob(JobSpec spec, IReadOnlyList<JobTarget> targets, long offerDeadline, JobPace? pace = null)
    {
        Spec = spec;
        OfferDeadline = offerDeadline;
        Pace = pace;
        _targets = [.. targets];
        if (_targets.Length >= IndexFrom)
        {
            _slots = new Dictionary<MinionId, int>(_targets.Length);
            for (var slot = 0; slot < _targets.Length; slot++) _slots[_targets[slot].Minion] = slot;
        }

        foreach (var target in _targets)
        {
            if (!target.IsEnded) Open++;
            if (target.AwaySinceUs != 0) Away++;
            if (IsKept(target)) Kept++;
            if (target.IsEnded && !target.Stored) Unstored++;
        }
    }

    public JobSpec Spec { get; }

    /// <summary>Targets that have not ended.</summary>
    public int Open { get; private set; }

    /// <summary>Of the open ones, those whose minion is away.</summary>
    public int Away { get; private set; }

    /// <summary>Of the open ones, those that are kept until their minion is there.</summary>
    public int Kept { get; private set; }

    public int Count => _targets.Length;

    /// <summary>When the last target ended, microseconds since the epoch; 0: some have not.</summary>
    public long EndedUs { get; internal set; }

    /// <summary>Why the last change of it is not on record; null: it is, or is about to be.</summary>
    internal WriteFault? Fault { get; set; }

    /// <summary>Who wants to see changes.</summary>
    internal ImmutableArray<JobWatch> Watches { get; private set; } = [];

    internal long OfferDeadline { get; }

    /// <summary>Null: every target is offered as soon as its minion can be reached.</summary>
    internal JobPace? Pace { get; }

    /// <summary>The first slot that no unit has held yet.</summary>
    internal int NextSlot { get; set; }

    /// <summary>Fires at the offer's deadline, or whenever something is due in a paced job.</summary>
    internal ITimer? Alarm { get; set; }

    /// <summary>Fires when the job has lasted long enough to be listed in a file.</summary>
    internal ITimer? Listing { get; set; }

    internal bool IsListed { get; set; }

    /// <summary>Ended targets whose end is not known to be written.</summary>
    internal int Unstored { get; private set; }

    /// <summary>Over, and on record: nothing has to be remembered.</summary>
    internal bool IsSettled => Open == 0 && Unstored == 0;

    /// <summary>It waits for its minion, and nobody waits for it.</summary>
    public bool IsKept(JobTarget target) => Spec.Expires is not null && target is { State: JobState.Queued, Until: not 0, IsExpected: false };

    public JobTarget TargetAt(int slot) => Volatile.Read(ref _targets[slot]);

    /// <summary>Whether one target, at least, is in one of these states.</summary>
    public bool HasAny(IReadOnlySet<JobState> states)
    {
        for (var slot = 0; slot < _targets.Length; slot++)
        {
            if (states.Contains(TargetAt(slot).State)) return true;
        }

        return false;
    }

    internal bool TryFind(MinionId minion, out int slot)
    {
        if (_slots is not null) return _slots.TryGetValue(minion, out slot);
        slot = Array.FindIndex(_targets, t => t.Minion == minion);
        return slot >= 0;
    }

    internal void Replace(int slot, JobTarget now)
    {
        var before = _targets[slot];
        Open += One(!now.IsEnded) - One(!before.IsEnded);
        Away += One(now.AwaySinceUs != 0) - One(before.AwaySinceUs != 0);
        Kept += One(IsKept(now)) - One(IsKept(before));
        Unstored += One(now.IsEnded && !now.Stored) - One(before.IsEnded && !before.Stored);
        Volatile.Write(ref _targets[slot], now);
        if (!IsSeen(before, now)) return;
        foreach (var watch in Watches) watch.Mark(slot);
    }

    internal void EndTimers()
    {
        Alarm?.Dispose();
        Listing?.Dispose();
    }

    internal void Add(JobWatch watch) => Watches = Watches.Add(watch);

    internal void Remove(JobWatch watch) => Watches = Watches.Remove(watch);

    // Being offered, and being written, are the master's own business, unless the operator asked for batches.
    private bool IsSeen(JobTarget before, JobTarget now) =>
        IsKept(now) != IsKept(before)
        || (now.State > (Spec.Batch is { Size: > 0 } ? JobState.Queued : JobState.Offered) && IsOther(before, now));

    private static bool IsOther(JobTarget before, JobTarget now) =>
        now.State != before.State || now.Place != before.Place || now.Pid != before.Pid || now.AwaySinceUs != before.AwaySinceUs;

    private static int One(bool counts) => counts ? 1 : 0;
}
