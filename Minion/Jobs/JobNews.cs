using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Tells of a job's progress: to its issuer, and on this machine to whoever asks what runs. Of this minion's own
/// jobs, its scheduled runs, a master hears when they run, when they run no more, and when they return; not when they are
/// accepted: it would take back what it did not issue.</summary>
internal sealed class JobNews(Outbox outbox, RunningJobs running)
{
    public void Accepted(HeldJob held) => Progressed(held);

    public void Running(HeldJob held, StartRecord start)
    {
        if (IsListed(held.Job)) running.Add(held.Job, start);
        Progressed(held);
    }

    /// <summary>It runs no more.</summary>
    public void Ended(HeldJob held)
    {
        running.Remove(held.Jid);
        if (IsOwn(held) && held.Start is not null) outbox.PutOver(ProgressOf(held) with { IsOver = true });
    }

    public void Returned(WaitingReturn end) => outbox.Put(end);

    /// <summary>A new stream begins.</summary>
    /// <returns>What its hello says.</returns>
    public IReadOnlyList<JobProgress> Restart(IEnumerable<HeldJob> held)
    {
        outbox.Clear();
        return [.. held.Where(job => IsOwn(job) ? job is { Phase: JobPhase.Running, Start: not null } : job.Phase != JobPhase.Arriving).Select(ProgressOf)];
    }

    /// <summary>At the start: which of the jobs that were running still are.</summary>
    public void Recovered(IEnumerable<HeldJob> held)
    {
        var runs = held.Where(job => job is { Phase: JobPhase.Running, Start.Pid: > 0 }).ToList();
        running.KeepOnly(runs.Select(job => job.Jid).ToHashSet());
        foreach (var job in runs.Where(job => IsListed(job.Job))) running.Add(job.Job, job.Start!);
    }

    private void Progressed(HeldJob held)
    {
        if (!IsOwn(held) || held.State == JobState.Running) outbox.Put(ProgressOf(held));
    }

    // jid_include: False
    private static bool IsListed(PublishedJob job) => job.Schedule is not { IsListed: false };

    private static bool IsOwn(HeldJob held) => held.Job.Schedule is not null;

    private static JobProgress ProgressOf(HeldJob held) =>
        new(held.Job.Issuer, held.Jid, held.State, held.Place, held.Start?.Pid ?? 0, held.Start?.Started) { Own = IsOwn(held) ? held.Job : null };
}
