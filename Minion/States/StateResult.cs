using System.Text.Json.Nodes;

namespace Salt.Minion.States;

/// <summary>What a state function came to.</summary>
/// <param name="Result">True: it is as declared. False: it could not be made so. Null: in test mode, it is not, and would be made
/// so.</param>
/// <param name="Changes">What was changed, or would be.</param>
internal sealed record StateResult(string Name, bool? Result, string Comment, JsonObject Changes)
{
    /// <summary>Nothing is to be done for what is watched.</summary>
    public bool SkipsWatch { get; init; }

    /// <summary>What the operator should know besides.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["changes"] = Changes, ["result"] = Result, ["comment"] = Comment };
        if (SkipsWatch) json["skip_watch"] = true;
        if (Warnings.Count > 0) json["warnings"] = new JsonArray([.. Warnings.Select(warning => (JsonNode)warning)]);
        return json;
    }
}
