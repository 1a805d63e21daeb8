namespace Salt.Master.Jobs;

/// <summary>What an operator asks for.</summary>
public sealed record JobRequest
{
    public required string Tgt { get; init; }

    /// <summary>Salt's <c>tgt_type</c>; empty: glob.</summary>
    public string TgtType { get; init; } = "";

    /// <summary>Between the keys and the value of a data target; null: a colon.</summary>
    public char? Delimiter { get; init; }

    public required string Fun { get; init; }

    /// <summary>A JSON array, UTF-8; empty: no arguments.</summary>
    public ReadOnlyMemory<byte> Arg { get; init; }

    /// <summary>A JSON object, UTF-8; empty: none.</summary>
    public ReadOnlyMemory<byte> Kwarg { get; init; }

    public required string User { get; init; }

    /// <inheritdoc cref="JobSpec.Via"/>
    public string Via { get; init; } = "";

    /// <summary>Zero: the configured one.</summary>
    public TimeSpan AcceptTimeout { get; init; }

    public uint LimitSeconds { get; init; }

    /// <summary>A JSON object, UTF-8, or empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Targets at once; 0: <see cref="BatchPercent"/> of them, or, if that is 0 too, all.</summary>
    public uint BatchSize { get; init; }

    public uint BatchPercent { get; init; }

    public TimeSpan BatchWait { get; init; }

    /// <summary>No target starts once so many failed; 0: <see cref="FailLimitPercent"/>, or never mind.</summary>
    public uint FailLimit { get; init; }

    public uint FailLimitPercent { get; init; }

    /// <summary>How long the job is kept for minions that are away; zero: not at all.</summary>
    public TimeSpan KeepFor { get; init; }
}
