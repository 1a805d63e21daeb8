using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>The jobs that the supervisor still has to do with: running, ended but not acknowledged, or with processes
/// left behind.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<Jid, SupervisedJob> _jobs = [];
    private readonly Dictionary<int, SupervisedJob> _byRoot = [];

    public IReadOnlyCollection<SupervisedJob> All => _jobs.Values;

    public bool AnyRunning => Any(job => job.End is null);

    /// <summary>Somebody would be killed by a broken pipe if the supervisor left.</summary>
    public bool AnyHeard => Any(job => job.IsHeard);

    public SupervisedJob? Find(Jid jid) => _jobs.GetValueOrDefault(jid);

    public void Add(SupervisedJob job) => _jobs[job.Jid] = job;

    /// <summary>The job's root process is a child of this one, so that its pid is its own until it is reaped.</summary>
    public void AddRoot(int pid, SupervisedJob job) => _byRoot[pid] = job;

    /// <returns>The job whose root process it was.</returns>
    public SupervisedJob? TakeRoot(int pid) => _byRoot.Remove(pid, out var job) ? job : null;

    /// <summary>Forgets the jobs that nothing is left to do for.</summary>
    public void RemoveOver()
    {
        foreach (var job in _jobs.Values)
            if (job.IsOver) _jobs.Remove(job.Jid);
    }

    private bool Any(Func<SupervisedJob, bool> condition)
    {
        foreach (var job in _jobs.Values)
            if (condition(job)) return true;
        return false;
    }
}
