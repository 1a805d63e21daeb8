using System.Globalization;
using System.Text.Json.Nodes;

namespace Salt.Minion.States.Compiler;

/// <summary>From declarations to calls: one for every name, in their order.</summary>
internal static class LowChunks
{
    private const double Far = 1_000_000;

    // A declaration of several names keeps them together, in their order.
    private const double PerName = 10_000;

    public static IReadOnlyList<LowChunk> Of(HighState high)
    {
        var chunks = high.Ids.SelectMany(id => HighState.StatesOf(id.Value!.AsObject()).SelectMany(state => Of(id.Key, id.Value!.AsObject(), state.Key, state.Value!.AsArray()))).ToList();
        var cap = Cap(chunks);
        foreach (var chunk in chunks) SetOrder(chunk, cap);
        return
        [
            .. chunks
                .OrderBy(chunk => Order(chunk["order"])!.Value)
                .ThenBy(chunk => $"{chunk["state"]}{chunk["name"]}{chunk["fun"]}", StringComparer.Ordinal)
                .Select(chunk => new LowChunk(chunk)),
        ];
    }

    private static IEnumerable<JsonObject> Of(string id, JsonObject body, string module, JsonArray arguments)
    {
        var chunk = new JsonObject { ["state"] = module, ["name"] = id };
        foreach (var key in (ReadOnlySpan<string>)[HighState.Sls, HighState.Environment, HighState.IncludedFrom])
        {
            if (body.TryGetPropertyValue(key, out var value)) chunk[key] = value?.DeepClone();
        }

        chunk["__id__"] = id;
        var fun = "";
        var names = new List<JsonNode?>();
        foreach (var argument in arguments)
        {
            if (HighState.IsText(argument, out var function)) fun = function;
            else if (HighState.IsArgument(argument, out var name, out var value))
            {
                if (name == "names") names.AddRange(value!.AsArray().Where(one => !names.Exists(known => JsonNode.DeepEquals(known, one))));
                else if (name == "name") chunk[name] = HighState.IsText(value, out _) ? value!.DeepClone() : id;
                // What state it is stands in front of the arguments.
                else if (name != "state") chunk[name] = value?.DeepClone();
            }
        }

        if (names.Count == 0) return [Called(chunk, fun)];
        return names.Select((name, index) => Called(Named(chunk, name, index + 1), fun));
    }

    private static JsonObject Called(JsonObject chunk, string fun)
    {
        chunk["fun"] = fun;
        return chunk;
    }

    // A name may bring arguments of its own: a map of the name and a list of them.
    private static JsonObject Named(JsonObject chunk, JsonNode? name, int number)
    {
        var own = chunk.DeepClone().AsObject();
        if (HighState.IsArgument(name, out var keyed, out var arguments))
        {
            own["name"] = keyed;
            foreach (var argument in arguments as JsonArray ?? [])
            {
                foreach (var (key, value) in argument as JsonObject ?? []) own[key] = value?.DeepClone();
            }
        }
        else
        {
            own["name"] = HighState.IsText(name, out var text) ? text : Salt.Minion.Modules.ScalarText.Of(name);
        }

        own["name_order"] = number;
        return own;
    }

    // Behind the last that names a place.
    private static double Cap(List<JsonObject> chunks) =>
        chunks.Select(chunk => Order(chunk["order"])).Where(order => order > 0).Aggregate(1.0, (cap, order) => order > cap - 1 ? order!.Value + 100 : cap);

    private static void SetOrder(JsonObject chunk, double cap)
    {
        var order = Order(chunk["order"]) ?? (HighState.IsText(chunk["order"], out var word) ? word switch { "last" => cap + Far, "first" => 0, _ => cap } : cap);
        if (chunk.Remove("name_order", out var number)) order += (int)number! / PerName;
        if (order < 0) order += cap + Far;
        // The order of the members is what an operator sees.
        chunk["order"] = JsonNode.Parse(order.ToString("R", CultureInfo.InvariantCulture));
    }

    private static double? Order(JsonNode? order) => order is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
