using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>What became of one key that an operator chose.</summary>
/// <param name="Refusal">Why nothing was changed, one line; null if it was.</param>
public sealed record KeyOutcome(MinionId Id, string? Refusal)
{
    public bool Changed => Refusal is null;
}
