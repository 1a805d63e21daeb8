namespace Salt.Minion.Supervision.Protocol;

/// <summary>What the supervisor says to the daemon: exactly one of the parts.</summary>
internal sealed record Notice
{
    /// <summary>The first message.</summary>
    public Hello? Hello { get; init; }

    public SupervisorReport? Report { get; init; }

    public Answer? Answer { get; init; }
}
