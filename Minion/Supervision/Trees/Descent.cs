using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>Tells which processes belong to which job where no cgroup says so: a job's root, what descends from a member,
/// what is in the root's session, and what carries the job's mark in its environment.</summary>
/// <remarks>Pure: the table is a picture of one moment. All descendants of jobs descend from the supervisor, since it is
/// a subreaper; those of an earlier supervisor are found by their mark only.</remarks>
internal sealed class Descent
{
    private readonly Dictionary<int, ProcStat> _processes = [];
    private readonly Dictionary<int, Jid?> _owners = [];
    private readonly Dictionary<int, bool> _ours = [];
    private readonly IReadOnlyCollection<JobRoot> _roots;
    private readonly int _supervisor;
    private readonly Func<int, Jid?> _markOf;

    /// <param name="markOf">The job whose mark a process carries; asked only where nothing else tells.</param>
    /// <param name="strangers">Look for marks outside the supervisor's own descendants too.</param>
    public Descent(
        IEnumerable<ProcStat> processes,
        IReadOnlyCollection<JobRoot> roots,
        int supervisor,
        Func<int, Jid?> markOf,
        bool strangers)
    {
        (_roots, _supervisor, _markOf) = (roots, supervisor, markOf);
        foreach (var process in processes) _processes[process.Pid] = process;
        foreach (var process in _processes.Values)
        {
            if (process.Pid == supervisor || !process.IsAlive) continue;
            var isOurs = IsOurs(process.Pid);
            if (!isOurs && !strangers) continue;
            var owner = OwnerOf(process) ?? (isOurs ? OnlyJob() : null);
            if (owner is { } jid) Members.Add((process, jid));
            else if (isOurs) Unknown.Add(process);
        }
    }

    /// <summary>Alive, with the job they belong to.</summary>
    public List<(ProcStat Process, Jid Job)> Members { get; } = [];

    /// <summary>Alive and descended from the supervisor, but of a job that cannot be told.</summary>
    public List<ProcStat> Unknown { get; } = [];

    private bool IsOurs(int pid)
    {
        if (_ours.TryGetValue(pid, out var known)) return known;
        if (!_processes.TryGetValue(pid, out var process)) return false;

        // A picture taken while parents change can show a ring of parents.
        _ours[pid] = false;
        return _ours[pid] = process.Parent == _supervisor || IsOurs(process.Parent);
    }

    private Jid? OwnerOf(ProcStat process)
    {
        if (_owners.TryGetValue(process.Pid, out var known)) return known;
        _owners[process.Pid] = null;
        return _owners[process.Pid] = RootOf(process) ?? ParentsOwner(process) ?? SessionsOwner(process) ?? _markOf(process.Pid);
    }

    private Jid? OnlyJob() => _roots.Count == 1 ? _roots.First().Jid : null;

    private Jid? RootOf(ProcStat process)
    {
        foreach (var root in _roots)
            if (root.Pid == process.Pid && root.StartTime == process.StartTime) return root.Jid;
        return null;
    }

    private Jid? ParentsOwner(ProcStat process) =>
        process.Parent != _supervisor && _processes.TryGetValue(process.Parent, out var parent) && parent.Pid != process.Pid
            ? OwnerOf(parent)
            : null;

    // The number of a session is not given to another process while a member lives, but it may have been before: only a
    // process that descends from us can be in the session of one of our jobs.
    private Jid? SessionsOwner(ProcStat process)
    {
        if (!IsOurs(process.Pid)) return null;
        foreach (var root in _roots)
            if (root.Pid > 0 && root.Pid == process.Session) return root.Jid;
        return null;
    }
}
