using System.Text.Json.Nodes;

namespace Salt.Minion.States;

/// <summary>Environment variables as declarations give them: a map, or a list of maps.</summary>
internal static class Environments
{
    /// <summary>The value of an argument for a <c>cmd</c> function: of <c>env</c> one map.</summary>
    public static JsonNode Map(string name, JsonNode value)
    {
        if (name != "env" || value is not JsonArray list) return value.DeepClone();
        var map = new JsonObject();
        foreach (var (variable, content) in list.OfType<JsonObject>().SelectMany(item => item)) map[variable] = content?.DeepClone();
        return map;
    }
}
