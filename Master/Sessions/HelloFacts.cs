using Salt.Master.Jobs;

namespace Salt.Master.Sessions;

/// <summary>What a minion says of itself when its stream opens.</summary>
internal sealed record HelloFacts
{
    /// <summary>Of its program.</summary>
    public required string Version { get; init; }

    public required string MachineId { get; init; }

    /// <summary>A JSON object, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Grains { get; init; }

    /// <summary>Where it keeps its jobs, a path over there; empty: it did not say.</summary>
    public required string JobsFolder { get; init; }

    /// <summary>It is the first stream since the minion's daemon started.</summary>
    public required bool IsFresh { get; init; }

    /// <summary>Every job it holds whose return is not yet stored.</summary>
    public required IReadOnlyList<HeldJob> Jobs { get; init; }
}
