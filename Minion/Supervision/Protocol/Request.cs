using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Protocol;

/// <summary>What the daemon says to the supervisor: exactly one of the parts.</summary>
/// <param name="Id">Repeated in the answer. Hello and Acknowledge have none.</param>
internal sealed record Request(long Id)
{
    /// <summary>The first message: the version the daemon speaks.</summary>
    public int? Hello { get; init; }

    public LaunchPlan? Start { get; init; }

    public SignalRequest? Signal { get; init; }

    public bool List { get; init; }

    public bool EndAll { get; init; }

    /// <summary>The end of this job need not be told again.</summary>
    public Jid? Acknowledge { get; init; }
}
