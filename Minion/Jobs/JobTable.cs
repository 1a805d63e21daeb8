using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>The jobs this minion holds, from the offer until the return is stored, and the rules by which they move.
/// Pure: no I/O, no clock. Every method says what is to be done now; a repeated input asks for nothing that was done.</summary>
/// <param name="processCountMax">Jobs that may run at once; 0: no bound.</param>
internal sealed class JobTable(int processCountMax)
{
    private readonly Dictionary<Jid, HeldJob> _jobs = [];
    private readonly WaitingJobs _waiting = new();
    private int _active;

    public int Count => _jobs.Count;

    /// <summary>Some job waits for its turn: <see cref="Refresh"/> is wanted from time to time.</summary>
    public bool AnyWaiting => _waiting.Count > 0;

    public IEnumerable<HeldJob> Held => _jobs.Values;

    public HeldJob? Find(Jid jid) => _jobs.GetValueOrDefault(jid);

    /// <summary>An offer: new, or repeated by an issuer that does not know what became of it.</summary>
    public IReadOnlyList<JobAction> Offer(PublishedJob job)
    {
        if (_jobs.TryGetValue(job.Jid, out var held))
        {
            // Taken back, and now offered anew.
            held.Withdrawn = false;
            return Tell(held);
        }

        _jobs.Add(job.Jid, new HeldJob(job, JobPhase.Arriving));
        return [new JobAction.Admit(job)];
    }

    /// <summary>The job is on disk.</summary>
    public IReadOnlyList<JobAction> Admitted(Jid jid)
    {
        if (!_jobs.TryGetValue(jid, out var held) || held.Phase != JobPhase.Arriving) return [];
        if (held.Withdrawn)
        {
            _jobs.Remove(jid);
            return [new JobAction.Discard(jid)];
        }

        held.Phase = JobPhase.Accepted;
        _waiting.Add(held);
        held.Place = _waiting.PlaceOf(held, FreeSlots);
        return [.. Tell(held), .. LaunchWhatMay()];
    }

    /// <summary>The job will never be on disk: it was refused, or its function has been run by the daemon itself.</summary>
    public IReadOnlyList<JobAction> Answered(Jid jid, JobState end)
    {
        if (!_jobs.TryGetValue(jid, out var held)) return [];
        if (!held.Withdrawn) return Returned(held, end);

        _jobs.Remove(jid);
        return [];
    }

    public IReadOnlyList<JobAction> Grant(Jid jid, string issuer)
    {
        if (!_jobs.TryGetValue(jid, out var held)) return [new JobAction.ReportMissing(jid, issuer)];
        if (held.Granted) return held.Phase == JobPhase.Returned ? [new JobAction.Send(jid)] : [];

        held.Granted = true;
        return held.Phase == JobPhase.Returned ? [new JobAction.Send(jid)] : LaunchWhatMay();
    }

    /// <summary>The issuer gave the job up before it granted it. A granted job is past that.</summary>
    public IReadOnlyList<JobAction> Withdraw(Jid jid)
    {
        if (!_jobs.TryGetValue(jid, out var held) || held.Granted) return [];
        switch (held.Phase)
        {
            case JobPhase.Arriving:
                held.Withdrawn = true;
                return [];
            case JobPhase.Accepted:
                _waiting.Remove(held);
                _jobs.Remove(jid);
                return [new JobAction.Discard(jid)];
            default:
                return [];
        }
    }

    /// <summary>An operator ends a job that has not started.</summary>
    /// <returns>False: it is not here, or past that.</returns>
    public bool TryCancel(Jid jid, EndRecord end, out IReadOnlyList<JobAction> actions)
    {
        actions = [];
        if (!_jobs.TryGetValue(jid, out var held) || held.Phase != JobPhase.Accepted) return false;

        _waiting.Remove(held);
        held.Phase = JobPhase.Ending;
        actions = [new JobAction.Finish(held.Job, null, end)];
        return true;
    }

    public IReadOnlyList<JobAction> Started(Jid jid, StartRecord start)
    {
        if (!_jobs.TryGetValue(jid, out var held) || held.Phase > JobPhase.Running) return [];

        Activate(held);
        held.Phase = JobPhase.Running;
        held.Start = start;
        return Tell(held);
    }

    /// <summary>The supervisor could not be reached; the job keeps its turn and is launched by a later <see cref="Refresh"/>.</summary>
    public void NotLaunched(Jid jid)
    {
        if (!_jobs.TryGetValue(jid, out var held) || held.Phase != JobPhase.Launching) return;

        held.Phase = JobPhase.Accepted;
        _active--;
        _waiting.Return(held);
    }

    /// <param name="start">Null: it turned out that it cannot start.</param>
    public IReadOnlyList<JobAction> Ended(Jid jid, StartRecord? start, EndRecord end)
    {
        if (!_jobs.TryGetValue(jid, out var held) || held.Phase >= JobPhase.Ending) return [];

        Deactivate(held);
        held.Phase = JobPhase.Ending;
        held.Start = start;
        return [new JobAction.Finish(held.Job, start, end), .. LaunchWhatMay()];
    }

    /// <summary>The return is written down.</summary>
    public IReadOnlyList<JobAction> Finished(Jid jid, JobState end) =>
        _jobs.TryGetValue(jid, out var held) && held.Phase == JobPhase.Ending ? Returned(held, end) : [];

    /// <summary>The issuer has the return.</summary>
    public IReadOnlyList<JobAction> Stored(Jid jid)
    {
        if (!_jobs.TryGetValue(jid, out var held) || held.Phase != JobPhase.Returned) return [];

        _jobs.Remove(jid);
        return [new JobAction.MarkStored(jid)];
    }

    /// <summary>A new stream to the issuer: what is to be sent on it after <see cref="Held"/> was told.</summary>
    public IReadOnlyList<JobAction> Reconnected() =>
        [.. _jobs.Values.Where(held => held.Phase == JobPhase.Returned).Select(held => new JobAction.Send(held.Jid))];

    /// <summary>Launches what may be launched, and tells those whose place has changed.</summary>
    public IReadOnlyList<JobAction> Refresh() =>
        [.. LaunchWhatMay(), .. _waiting.Moved(FreeSlots).Select(held => new JobAction.TellAccepted(held.Jid, held.Place))];

    /// <summary>A job of an earlier daemon, as its folder shows it.</summary>
    public IReadOnlyList<JobAction> Recover(RecoveredJob found, DateTimeOffset now)
    {
        var held = new HeldJob(found.Job, JobPhase.Accepted) { Start = found.Start };
        _jobs.Add(held.Jid, held);
        if (found.Returned is { } end) return Returned(held, end);
        if (found.End is { } record) return Ending(held, record);
        if (found.Start is not null)
        {
            Activate(held);
            held.Phase = JobPhase.Running;
            return [];
        }

        if (found.Rebooted) return Ending(held, Ends.Lost("the machine rebooted", now));

        _waiting.Add(held);
        held.Place = _waiting.PlaceOf(held, FreeSlots);
        return [];
    }

    private int FreeSlots => processCountMax <= 0 ? int.MaxValue : Math.Max(0, processCountMax - _active);

    private static JobAction[] Tell(HeldJob held) => held.Phase switch
    {
        JobPhase.Accepted or JobPhase.Launching => [new JobAction.TellAccepted(held.Jid, held.Place)],
        JobPhase.Running => [new JobAction.TellRunning(held.Jid, held.Start!)],
        JobPhase.Returned => [new JobAction.Send(held.Jid)],
        _ => [],
    };

    private static JobAction[] Ending(HeldJob held, EndRecord end)
    {
        held.Phase = JobPhase.Ending;
        return [new JobAction.Finish(held.Job, held.Start, end)];
    }

    private static JobAction[] Returned(HeldJob held, JobState end)
    {
        held.Phase = JobPhase.Returned;
        held.End = end;
        return [new JobAction.Send(held.Jid)];
    }

    private List<JobAction> LaunchWhatMay()
    {
        List<JobAction> launches = [];
        while (FreeSlots > 0 && _waiting.TakeGranted() is { } next)
        {
            next.Phase = JobPhase.Launching;
            next.Place = 0;
            _active++;
            launches.Add(new JobAction.Launch(next.Jid));
        }

        return launches;
    }

    /// <summary>It takes a slot, if it has none yet.</summary>
    private void Activate(HeldJob held)
    {
        if (held.Phase == JobPhase.Accepted) _waiting.Remove(held);
        if (held.Phase < JobPhase.Launching) _active++;
    }

    private void Deactivate(HeldJob held)
    {
        if (held.Phase == JobPhase.Accepted) _waiting.Remove(held);
        if (held.Phase is JobPhase.Launching or JobPhase.Running) _active--;
    }
}
