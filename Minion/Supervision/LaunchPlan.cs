using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision;

/// <summary>How to run one job's program. Everything is decided: the supervisor looks nothing up.</summary>
public sealed record LaunchPlan
{
    public required Jid Jid { get; init; }

    /// <summary>The job's folder, absolute; it exists and its status file is reserved.</summary>
    public required string Folder { get; init; }

    /// <summary>The program by absolute path, and its arguments.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The child's whole environment; nothing of the daemon's is added.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Working directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>User to become before the program starts; null: the daemon's own.</summary>
    public RunAs? RunAs { get; init; }

    /// <summary>File mode creation mask, 0 to 0o777; null: the daemon's own.</summary>
    public int? Umask { get; init; }

    /// <summary>Both streams go to <c>stdout</c> in the order they were written.</summary>
    public bool MergeOutput { get; init; }

    /// <summary>The program reads the folder's <c>stdin</c> file; otherwise /dev/null.</summary>
    public bool HasStdin { get; init; }

    /// <summary>The job's own limit (-B, or the function's <c>timeout</c>), after which the whole tree ends; null: none.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>From TERM to KILL.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Bytes kept of each stream at most: half of them from its head, the rest from its tail.</summary>
    public required long OutputMax { get; init; }
}
