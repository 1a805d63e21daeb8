using Salt.Shared.Identities;

namespace Salt.Master.Targeting;

/// <param name="Kind">Salt's <c>tgt_type</c>, the default filled in.</param>
/// <param name="Minions">In the order in which they are shown.</param>
/// <param name="Unknown">Of those, the ones that only the target names: no such minion is accepted.</param>
internal sealed record ResolvedTarget(string Kind, IReadOnlyList<MinionId> Minions, IReadOnlyList<MinionId> Unknown);
