using System.Text.Json.Nodes;

namespace Salt.Minion.States.Compiler;

/// <summary>What SLS files declare, put together: Salt's high data.</summary>
internal sealed class HighState
{
    /// <summary>The key of a declaration's body that names the SLS that it stands in.</summary>
    public const string Sls = "__sls__";

    /// <summary>The key that names the environment.</summary>
    public const string Environment = "__env__";

    /// <summary>The key that lists the SLS that include the one it stands in, the nearest first.</summary>
    public const string IncludedFrom = "__sls_included_from__";

    /// <summary>Declarations by ID. A body has, by state module, a list of the function's name and of arguments, each a map of
    /// one; and the keys above.</summary>
    public JsonObject Ids { get; } = [];

    /// <summary>Bodies that are added to declarations, wherever those stand.</summary>
    public List<(string Id, JsonObject Body)> Extends { get; } = [];

    /// <summary>Names of SLS, or maps of one: <c>sls</c> or <c>id</c>.</summary>
    public List<JsonNode> Excludes { get; } = [];

    /// <summary>The state modules of a body.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> StatesOf(JsonObject body) =>
        body.Where(member => !member.Key.StartsWith("__", StringComparison.Ordinal));

    /// <summary>A map of one argument, as lists of arguments are made of them.</summary>
    /// <returns>False: it is a function's name, or malformed.</returns>
    public static bool IsArgument(JsonNode? node, out string name, out JsonNode? value)
    {
        if (node is JsonObject { Count: > 0 } map)
        {
            (name, value) = map.GetAt(0);
            return true;
        }

        (name, value) = ("", null);
        return false;
    }

    public static bool IsText(JsonNode? node, out string text)
    {
        text = "";
        return node is JsonValue value && value.TryGetValue(out text!);
    }
}
