using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>A call's arguments by name, checked against the declaration, defaults filled in.</summary>
public sealed class BoundArguments(IReadOnlyDictionary<string, JsonNode?> values, JsonArray rest, JsonObject restNamed)
{
    /// <summary>Positional arguments beyond the declared ones.</summary>
    public JsonArray Rest { get; } = rest;

    /// <summary>Keyword arguments beyond the declared ones.</summary>
    public JsonObject RestNamed { get; } = restNamed;

    public JsonNode? this[string name] => values[name];
}
