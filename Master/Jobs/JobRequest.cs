namespace Salt.Master.Jobs;

/// <summary>What an operator asks for.</summary>
public sealed record JobRequest
{
    public required string Tgt { get; init; }

    /// <summary>Salt's <c>tgt_type</c>; empty: glob.</summary>
    public string TgtType { get; init; } = "";

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
}
