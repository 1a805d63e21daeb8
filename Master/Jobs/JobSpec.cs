using Salt.Shared.Identities;

namespace Salt.Master.Jobs;

/// <summary>What was asked, written once before anything is sent.</summary>
public sealed record JobSpec
{
    public required JobKey Key { get; init; }

    public required string Fun { get; init; }

    /// <summary>A JSON array, UTF-8, as the operator's side made it.</summary>
    public ReadOnlyMemory<byte> Arg { get; init; } = "[]"u8.ToArray();

    /// <summary>A JSON object, UTF-8.</summary>
    public ReadOnlyMemory<byte> Kwarg { get; init; } = "{}"u8.ToArray();

    /// <summary>The target as it was typed.</summary>
    public required string Tgt { get; init; }

    public required string TgtType { get; init; }

    public required string User { get; init; }

    /// <summary>How the user reached the master, for people: <c>the operators' socket, uid 0, pid 4711</c>; empty: not known.</summary>
    public string Via { get; init; } = "";

    /// <summary>The minion kills the job after this many seconds; 0: never.</summary>
    public uint LimitSeconds { get; init; }

    /// <summary>A JSON object, or empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>How long a minion has to accept the offer.</summary>
    public TimeSpan AcceptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many targets run at once, and when to stop starting more; null: all at once.</summary>
    public JobBatch? Batch { get; init; }

    /// <summary>Until then the job is kept for targets that are away, and offered when they come; null: it is not kept.</summary>
    public DateTimeOffset? Expires { get; init; }

    public required IReadOnlyList<MinionId> Targets { get; init; }
}
