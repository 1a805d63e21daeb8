using System.Text.Json.Nodes;

namespace Salt.Master.Pillar;

/// <summary>What the pillar files declare for one minion.</summary>
/// <param name="Claims">The targets of top files that matched by what the minion says of itself.</param>
internal sealed record CompiledPillar(JsonObject Data, IReadOnlyList<string> Claims);
