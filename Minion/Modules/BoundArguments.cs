using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>A call's arguments by name, checked against the declaration, defaults filled in.</summary>
public sealed class BoundArguments(IReadOnlyDictionary<string, JsonNode?> values, JsonArray rest, JsonObject restNamed)
{
    /// <summary>Positional arguments beyond the declared ones.</summary>
    public JsonArray Rest { get; } = rest;

    /// <summary>Keyword arguments beyond the declared ones.</summary>
    public JsonObject RestNamed { get; } = restNamed;

    /// <summary>Null too for a name that the function does not declare: functions that share a body need not share all
    /// arguments.</summary>
    public JsonNode? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Of an argument declared as Text; null: not given, and no default.</summary>
    public string? Text(string name) => this[name]?.GetValue<string>();

    /// <summary>Of an argument declared as Boolean; not given is false.</summary>
    public bool Flag(string name) => this[name]?.GetValue<bool>() ?? false;

    /// <summary>Of an argument declared as WholeNumber.</summary>
    public long? WholeNumber(string name) => this[name] is JsonValue value ? Whole(value) : null;

    /// <summary>Of an argument declared as Number.</summary>
    public double? Number(string name) => this[name] is not JsonValue value ? null : value.TryGetValue<double>(out var number) ? number : Whole(value);

    /// <summary>Of an argument declared as List.</summary>
    public JsonArray? List(string name) => this[name]?.AsArray();

    /// <summary>Of an argument declared as Map.</summary>
    public JsonObject? Map(string name) => this[name]?.AsObject();

    // What came over the wire is any number; a default is of the type that it was written as.
    private static long Whole(JsonValue value) => value.TryGetValue<long>(out var number) ? number : value.GetValue<int>();
}
