using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Values;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>What is known of the machine.</summary>
internal static class GrainsModule
{
    private static readonly FunctionArgument Key =
        new("key", ArgumentKind.Text, Required: true, Doc: "Of a nested value: the names on the way, with the delimiter between them.");

    private static readonly FunctionArgument Delimiter =
        new("delimiter", ArgumentKind.Text, Default: ":", Doc: "Another delimiter, for names that contain a colon.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Answering("grains.get",
            "Attempt to retrieve the named value from grains. If it is not available, return the passed default, which is an "
            + "empty string if it is not given.\n\nThe value can also be one in a nested map: pkg:apache is the value of "
            + "apache in the map pkg. A number picks an item of a list.",
            "grains.get pkg:apache",
            [Key, new("default", ArgumentKind.Any, Default: ""), Delimiter],
            call => Find(call, out var found) ? found?.DeepClone() : call.Arguments["default"]?.DeepClone()),
        Answering("grains.has_value", "Determine whether a key exists in the grains and has a value.", "grains.has_value pkg:apache",
            [Key, Delimiter], call => Find(call, out var found) && HasValue(found)),
        Answering("grains.item", "Return one or more grains.", "grains.item os osrelease oscodename",
            [new("keys", ArgumentKind.Rest)], Item),
        Answering("grains.items", "Return all of the minion's grains.", "grains.items",
            [], call => call.Minion.Grains.DeepClone()),
        Answering("grains.ls", "Return a list of all available grains.", "grains.ls",
            [], call => new JsonArray([.. Names(call.Minion.Grains)])),
    ];

    private static IEnumerable<JsonNode> Names(JsonObject grains) =>
        grains.Select(grain => grain.Key).Order(StringComparer.Ordinal).Select(name => (JsonNode)name);

    private static bool Find(FunctionCall call, out JsonNode? found) =>
        Traverse.TryFind(call.Minion.Grains, call.Arguments.Text("key")!, call.Arguments.Text("delimiter")!, out found);

    private static JsonObject Item(FunctionCall call)
    {
        var items = new JsonObject();
        foreach (var key in call.Arguments.Rest.Select(ScalarText.Of))
        {
            items[key] = Traverse.TryFind(call.Minion.Grains, key, out var found) ? found?.DeepClone() : "";
        }

        return items;
    }

    private static bool HasValue(JsonNode? value) => value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonObject map => map.Count > 0,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>().Length > 0,
            JsonValueKind.Number => double.Parse(value.ToJsonString()) != 0,
            JsonValueKind.True => true,
            _ => false,
        },
    };
}
