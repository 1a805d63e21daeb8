using System.Collections.Immutable;
using Salt.Shared.Identities;

namespace Salt.Master.Targeting;

/// <summary>The minions that may be targets, and what they last said of themselves.</summary>
internal interface IKnownMinions
{
    ImmutableSortedSet<MinionId> Accepted { get; }

    /// <summary>A JSON object that parses; empty if it never told.</summary>
    ReadOnlyMemory<byte> GrainsOf(MinionId id);
}
