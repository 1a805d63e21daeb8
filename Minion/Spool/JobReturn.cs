using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>How a job ended on this minion, and its return.</summary>
public sealed record JobReturn
{
    public required string Issuer { get; init; }

    public required Jid Jid { get; init; }

    public required string Fun { get; init; }

    /// <summary>An end (<see cref="JobStates.IsEnd"/>).</summary>
    public required JobState State { get; init; }

    public required int Retcode { get; init; }

    /// <summary>JSON, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Ret { get; init; }

    public required DateTimeOffset Ended { get; init; }

    /// <summary>Null: it never started.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>One line, for an end that is not of the function's own making.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The signal that an operator or a shutdown sent; 0: none.</summary>
    public int Signal { get; init; }

    /// <summary>Killed: the user, or "shutdown".</summary>
    public string By { get; init; } = "";

    /// <summary>Of the root process; 0: it had none.</summary>
    public int Pid { get; init; }

    /// <summary>Descendants left alive.</summary>
    public int LeftRunning { get; init; }

    /// <summary>What the job printed, kept or not.</summary>
    public long OutputBytes { get; init; }
}
