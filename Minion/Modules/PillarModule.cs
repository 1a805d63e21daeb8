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

    private static readonly FunctionArgument[] Environments =
    [
        new("pillarenv", ArgumentKind.Text, Doc: "Of this environment's files alone, asked of the master now."),
        new("saltenv", ArgumentKind.Text, Doc: "Counts as pillarenv where the minion's pillarenv_from_saltenv says so, and is ignored otherwise."),
    ];

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Looking("pillar.get",
            "Attempt to retrieve the named value from pillar. If it is not available, return the passed default, which is an "
            + "empty string if it is not given.\n\nThe value can also be one in a nested map: pkg:apache is the value of apache in the map pkg.",
            "pillar.get pkg:apache",
            [Key, new("default", ArgumentKind.Any, Default: ""), new("merge", ArgumentKind.Boolean, Default: false, Doc: "Merge a map with the default."), Delimiter],
            Get),
        Looking("pillar.item", "Return one or more pillar entries; one that is not there is an empty string.", "pillar.item foo bar",
            [new("keys", ArgumentKind.Rest), new("options", ArgumentKind.RestNamed, Doc: "default: instead of an empty string; delimiter: another one; pillarenv: of this environment's files alone; saltenv.")], Item),
        Looking("pillar.items", "Return the minion's whole pillar, or the named entries of it.", "pillar.items",
            [new("keys", ArgumentKind.Rest), new("options", ArgumentKind.RestNamed, Doc: "pillarenv: of this environment's files alone; saltenv; delimiter.")], Items),
        Looking("pillar.raw", "Return the minion's pillar as it is kept here, or one entry of it.", "pillar.raw",
            [new("key", ArgumentKind.Text)], Raw),
        Looking("pillar.ls", "Return the names of the pillar's top level entries.", "pillar.ls", [], Names),
        Looking("pillar.keys", "Return the names in a map of the pillar.", "pillar.keys web:sites", [Key, Delimiter], Keys),
    ];

    private static Function Looking(
        string name, string doc, string example, IReadOnlyList<FunctionArgument> arguments, Func<FunctionCall, JsonElement, JsonNode?> answer)
    {
        // A function of any number of keys has its options by name alone.
        IReadOnlyList<FunctionArgument> all = arguments.Any(argument => argument.Kind == ArgumentKind.Rest) ? arguments : [.. arguments, .. Environments];
        return Of(name, doc, example, all, async (call, cancellation) => new Outcome(answer(call, await PillarOfAsync(call, cancellation))));
    }

    private static async ValueTask<JsonElement> PillarOfAsync(FunctionCall call, CancellationToken cancellation)
    {
        var isBySaltenv = call.Minion.Configuration["pillarenv_from_saltenv"]?.GetValueKind() == JsonValueKind.True;
        var environment = Option(call, "pillarenv") ?? (isBySaltenv ? Option(call, "saltenv") : null);
        return environment is null ? call.Minion.Pillar : await call.Minion.PillarOfAsync(environment, cancellation);
    }

    private static string? Option(FunctionCall call, string name) =>
        call.Function.Arguments.Any(argument => argument.Name == name) ? call.Arguments.Text(name) : call.Arguments.RestNamed[name]?.ToString();

    private static JsonNode? Get(FunctionCall call, JsonElement pillar)
    {
        if (!TryFind(call, pillar, call.Arguments.Text("key")!, out var found)) return call.Arguments["default"]?.DeepClone();
        if (!call.Arguments.Flag("merge") || found is not JsonObject map || call.Arguments["default"] is not JsonObject defaults) return found;
        var merged = defaults.DeepClone().AsObject();
        foreach (var (key, value) in map) merged[key] = value?.DeepClone();
        return merged;
    }

    private static JsonObject Item(FunctionCall call, JsonElement pillar)
    {
        var items = new JsonObject();
        var options = call.Arguments.RestNamed;
        var otherwise = options.ContainsKey("default") ? options["default"] : "";
        foreach (var key in call.Arguments.Rest.Select(ScalarText.Of))
        {
            items[key] = TryFind(call, pillar, key, out var found, options["delimiter"]?.ToString()) ? found : otherwise?.DeepClone();
        }

        return items;
    }

    private static JsonNode? Items(FunctionCall call, JsonElement pillar) => call.Arguments.Rest.Count == 0 ? Node(pillar) : Item(call, pillar);

    private static JsonNode? Raw(FunctionCall call, JsonElement pillar) => call.Arguments.Text("key") is not { } key ? Node(pillar)
        : pillar.TryGetProperty(key, out var found) ? Node(found) : new JsonObject();

    private static JsonArray Names(FunctionCall call, JsonElement pillar) => [.. pillar.EnumerateObject().Select(entry => (JsonNode)entry.Name)];

    private static JsonArray Keys(FunctionCall call, JsonElement pillar)
    {
        var key = call.Arguments.Text("key")!;
        if (!TryFind(call, pillar, key, out var found)) throw new RefusedException($"ERROR: Pillar key not found: {key}");
        return found is JsonObject map
            ? [.. map.Select(entry => (JsonNode)entry.Key)]
            : throw new RefusedException($"ERROR: Pillar value in key {key} is not a dict");
    }

    private static bool TryFind(FunctionCall call, JsonElement pillar, string key, out JsonNode? found, string? delimiter = null)
    {
        found = null;
        var isThere = Traverse.TryFind(Node(pillar), key, delimiter ?? call.Arguments.Text("delimiter") ?? ":", out var value);
        if (isThere) found = value?.DeepClone();
        return isThere;
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
