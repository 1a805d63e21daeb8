using Salt.Shared.Identities;

namespace Salt.Master.Targeting;

/// <summary>What the master declares for its minions.</summary>
internal interface IKnownPillars
{
    /// <summary>The last good pillar, a JSON object; empty if there never was one.</summary>
    ReadOnlyMemory<byte> PillarOf(MinionId id);
}
