using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Values;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>What the master declares for this minion.</summary>
internal static class PillarModule
{
    private static readonly FunctionArgument Delimiter =
        new("delimiter", ArgumentKind.Text, Default: ":", Doc: "Another delimiter, for names that contain a colon.");

    private static readonly FunctionArgument Key =
        new("key", ArgumentKind.Text, Required: true, Doc: "Of a nested value: the names on the way, with the delimiter between them.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Answering("pillar.get",
            "Attempt to retrieve the named value from pillar. If it is not available, return the passed default, which is an "
            + "empty string if it is not given.\n\nThe value can also be one in a nested map: pkg:apache is the value of apache in the map pkg.",
            "pillar.get pkg:apache",
            [Key, new("default", ArgumentKind.Any, Default: ""), new("merge", ArgumentKind.Boolean, Default: false, Doc: "Merge a map with the default."), Delimiter],
            Get),
        Answering("pillar.item", "Return one or more pillar entries; one that is not there is an empty string.", "pillar.item foo bar",
            [new("keys", ArgumentKind.Rest), new("options", ArgumentKind.RestNamed, Doc: "default: instead of an empty string; delimiter: another one.")], Item),
        Answering("pillar.items", "Return the minion's whole pillar, or the named entries of it.", "pillar.items",
            [new("keys", ArgumentKind.Rest)], Items),
        Answering("pillar.raw", "Return the minion's pillar as it is kept here, or one entry of it.", "pillar.raw",
            [new("key", ArgumentKind.Text)], Raw),
        Answering("pillar.ls", "Return the names of the pillar's top level entries.", "pillar.ls", [], Names),
        Answering("pillar.keys", "Return the names in a map of the pillar.", "pillar.keys web:sites", [Key, Delimiter], Keys),
    ];

    private static JsonNode? Get(FunctionCall call)
    {
        if (!TryFind(call, call.Arguments.Text("key")!, out var found)) return call.Arguments["default"]?.DeepClone();
        if (!call.Arguments.Flag("merge") || found is not JsonObject map || call.Arguments["default"] is not JsonObject defaults) return found;
        var merged = defaults.DeepClone().AsObject();
        foreach (var (key, value) in map) merged[key] = value?.DeepClone();
        return merged;
    }

    private static JsonObject Item(FunctionCall call)
    {
        var items = new JsonObject();
        var options = call.Arguments.RestNamed;
        var otherwise = options.ContainsKey("default") ? options["default"] : "";
        foreach (var key in call.Arguments.Rest.Select(ScalarText.Of))
        {
            items[key] = TryFind(call, key, out var found, options["delimiter"]?.ToString()) ? found : otherwise?.DeepClone();
        }

        return items;
    }

    private static JsonNode? Items(FunctionCall call) => call.Arguments.Rest.Count == 0 ? Node(call.Minion.Pillar) : Item(call);

    private static JsonNode? Raw(FunctionCall call) => call.Arguments.Text("key") is not { } key ? Node(call.Minion.Pillar)
        : call.Minion.Pillar.TryGetProperty(key, out var found) ? Node(found) : new JsonObject();

    private static JsonArray Names(FunctionCall call) => [.. call.Minion.Pillar.EnumerateObject().Select(entry => (JsonNode)entry.Name)];

    private static JsonArray Keys(FunctionCall call)
    {
        var key = call.Arguments.Text("key")!;
        if (!TryFind(call, key, out var found)) throw new RefusedException($"ERROR: Pillar key not found: {key}");
        return found is JsonObject map
            ? [.. map.Select(entry => (JsonNode)entry.Key)]
            : throw new RefusedException($"ERROR: Pillar value in key {key} is not a dict");
    }

    private static bool TryFind(FunctionCall call, string key, out JsonNode? found, string? delimiter = null)
    {
        found = null;
        var isThere = Traverse.TryFind(Node(call.Minion.Pillar), key, delimiter ?? call.Arguments.Text("delimiter") ?? ":", out var value);
        if (isThere) found = value?.DeepClone();
        return isThere;
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
