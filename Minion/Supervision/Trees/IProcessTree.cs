namespace Salt.Minion.Supervision.Trees;

/// <summary>A job's processes: its root and whatever descends from it. Says that something may have changed through the
/// callback it was made with.</summary>
internal interface IProcessTree
{
    /// <summary>The cgroup that holds the tree, absolute; empty where there is none.</summary>
    string Cgroup { get; }

    /// <summary>Where a process writes 0 to become a member; empty: it is one by descent.</summary>
    string JoinFile { get; }

    /// <summary>The plan with whatever its processes must carry to be found.</summary>
    LaunchPlan Marked(LaunchPlan plan);

    /// <summary>The root process was started.</summary>
    void Rooted(int pid, ulong startTime);

    /// <summary>Every member gets the signal, those included that are being forked meanwhile.</summary>
    /// <param name="signal">Any but KILL.</param>
    void Signal(int signal);

    /// <summary>Begins to kill every member; <see cref="TryRelease"/> tells when that is done.</summary>
    void Kill();

    /// <summary>If no member is alive, removes what the tree needed in the system. Nothing can join it any more.</summary>
    bool TryRelease();

    /// <summary>Members alive.</summary>
    int Count();

    /// <summary>After a kill, once released: what may have survived it, by name. Empty: certainly nothing.</summary>
    string Unreached { get; }
}
