using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>The job as it was published, for <c>__pub_*</c> and <c>saltutil.running</c>: arguments not yet bound.</summary>
/// <param name="Tgt">As typed.</param>
/// <param name="TgtType">glob, list, pcre, grain, ...</param>
public sealed record JobOrigin(JsonArray Arg, JsonObject Kwarg, string Tgt, string TgtType);
