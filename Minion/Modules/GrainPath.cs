using System.Globalization;
using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>Finds a value in nested maps and lists by a path such as <c>ip_interfaces:eth0:0</c>.</summary>
internal static class GrainPath
{
    /// <summary>Salt's rule: a number picks an item of a list, any other name the first of its maps that has it.</summary>
    public static bool TryFind(JsonObject root, string path, string delimiter, out JsonNode? found)
    {
        found = root;
        foreach (var name in delimiter.Length == 0 ? [path] : path.Split(delimiter))
        {
            if (!TryStep(found, name, out found)) return false;
        }

        return true;
    }

    private static bool TryStep(JsonNode? from, string name, out JsonNode? found)
    {
        found = null;
        switch (from)
        {
            case JsonObject map:
                return map.TryGetPropertyValue(name, out found);
            case JsonArray list when int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index):
                index = index < 0 ? list.Count + index : index;
                if (index < 0 || index >= list.Count) return false;
                found = list[index];
                return true;
            case JsonArray list:
                foreach (var map in list.OfType<JsonObject>())
                {
                    if (map.TryGetPropertyValue(name, out found)) return true;
                }

                return false;
            default:
                return false;
        }
    }
}
