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

    /// <summary>Of an argument declared as Text; null: not given, and no default.</summary>
    public string? Text(string name) => values[name]?.GetValue<string>();

    /// <summary>Of an argument declared as Boolean; not given is false.</summary>
    public bool Flag(string name) => values[name]?.GetValue<bool>() ?? false;

    /// <summary>Of an argument declared as WholeNumber.</summary>
    public long? WholeNumber(string name) => values[name]?.GetValue<long>();

    /// <summary>Of an argument declared as Number.</summary>
    public double? Number(string name) => values[name]?.GetValue<double>();

    /// <summary>Of an argument declared as List.</summary>
    public JsonArray? List(string name) => values[name]?.AsArray();

    /// <summary>Of an argument declared as Map.</summary>
    public JsonObject? Map(string name) => values[name]?.AsObject();
}
