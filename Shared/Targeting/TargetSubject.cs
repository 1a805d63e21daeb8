using System.Text.Json;
using Salt.Shared.Identities;

namespace Salt.Shared.Targeting;

/// <summary>A minion as targets look at it.</summary>
/// <param name="Grains">Its own claim; null where it has never told them, or no target asks.</param>
/// <param name="Pillar">What the master declares for it; null where no target asks.</param>
public readonly record struct TargetSubject(MinionId Id, JsonElement? Grains, JsonElement? Pillar);
