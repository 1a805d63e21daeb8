using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>How this machine keeps jobs' processes together.</summary>
internal interface IProcessTrees
{
    /// <summary>For the log: which way, and where.</summary>
    string Description { get; }

    /// <summary>A tree for a job that is about to start.</summary>
    /// <exception cref="IOException">It cannot be made; nothing was started.</exception>
    IProcessTree Create(Jid jid, Action changed);

    /// <summary>The tree that another supervisor made, as far as it can still be found.</summary>
    /// <param name="start">Its start record; null: it is torn.</param>
    IProcessTree Adopt(Jid jid, StartRecord? start, Action changed);

    /// <summary>What jobs have left in the system under earlier supervisors goes as soon as nothing of theirs is alive.</summary>
    /// <param name="adopted">Jobs whose trees somebody looks after.</param>
    void Sweep(IReadOnlySet<Jid> adopted);

    /// <summary>The supervisor ends: what it made for all jobs goes, unless something that a job left running is in it.</summary>
    void Leave();
}
