using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>How a job ended on one minion, as the minion said it (or the master, for <c>undelivered</c> and <c>lost</c>).
/// Times are microseconds since the epoch on the clock of whoever said it; 0: it never started.</summary>
public sealed record JobEnd
{
    public required JobState State { get; init; }

    public int Retcode { get; init; }

    public bool Success { get; init; }

    /// <summary>JSON as it came, never parsed; empty: there is none.</summary>
    public ReadOnlyMemory<byte> Ret { get; init; }

    public string Reason { get; init; } = "";

    public int Pid { get; init; }

    public long StartedUs { get; init; }

    public long EndedUs { get; init; }

    /// <summary>The signal that killed it; 0: none.</summary>
    public int Signal { get; init; }

    /// <summary>Who killed it: a user, or <c>shutdown</c>.</summary>
    public string By { get; init; } = "";

    /// <summary>Descendants left alive behind a job that ran to its end.</summary>
    public uint LeftRunning { get; init; }

    public ulong OutputBytes { get; init; }
}
