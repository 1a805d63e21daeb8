using Salt.Shared.Jobs;

namespace Salt.Master.Store;

/// <summary>Which jobs are asked for: those to which all of this applies. What is left out applies to all.</summary>
public sealed record JobQuery
{
    /// <summary>At most this many, the newest; 0: all.</summary>
    public int Limit { get; init; }

    /// <summary>Shell globs parted by commas. One has to match the function, or one of several.</summary>
    public string Fun { get; init; } = "";

    /// <summary>The target as it was typed, or globs for it parted by commas.</summary>
    public string Tgt { get; init; } = "";

    public string User { get; init; } = "";

    /// <summary>An id among the targets.</summary>
    public string Minion { get; init; } = "";

    /// <summary>One target, at least, has one of these.</summary>
    public IReadOnlySet<JobState> States { get; init; } = new HashSet<JobState>();

    /// <summary>Submitted then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Submitted then or earlier.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Older than this one.</summary>
    public Jid? Before { get; init; }

    /// <summary>A JSON object, UTF-8: the job's metadata has all its members.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>One of these; null: any.</summary>
    public IReadOnlyCollection<Jid>? Among { get; init; }
}
