using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Shared.Values;

/// <summary>Finds a value inside others by a path of keys, as <c>grains.get a:b:0</c> does.</summary>
public static class Traverse
{
    public const char Delimiter = ':';

    /// <summary>Follows the path through maps by key and through lists by index (negative from the end); a key that is no
    /// index looks into the list's maps and takes the first that has it.</summary>
    /// <param name="found">What stands there; JSON's null counts.</param>
    public static bool TryFind(JsonElement data, string path, out JsonElement found) => TryFind(data, path, Delimiter, out found);

    /// <inheritdoc cref="TryFind(JsonElement, string, out JsonElement)"/>
    public static bool TryFind(JsonElement data, string path, char delimiter, out JsonElement found)
    {
        found = data;
        foreach (var key in path.Split(delimiter))
        {
            if (!TryStep(found, key, out found)) return false;
        }

        return true;
    }

    /// <inheritdoc cref="TryFind(JsonElement, string, out JsonElement)"/>
    public static bool TryFind(JsonNode? data, string path, out JsonNode? found) =>
        TryFind(data, path, Delimiter.ToString(), out found);

    /// <inheritdoc cref="TryFind(JsonElement, string, out JsonElement)"/>
    /// <param name="delimiter">Between keys; empty: the path is one key.</param>
    public static bool TryFind(JsonNode? data, string path, string delimiter, out JsonNode? found)
    {
        found = data;
        foreach (var key in delimiter.Length == 0 ? [path] : path.Split(delimiter))
        {
            if (!TryStep(found, key, out found)) return false;
        }

        return true;
    }

    private static bool TryStep(JsonElement data, string key, out JsonElement found)
    {
        found = default;
        if (data.ValueKind is JsonValueKind.Object) return data.TryGetProperty(key, out found);
        if (data.ValueKind is not JsonValueKind.Array) return false;
        if (TryIndex(key, data.GetArrayLength(), out var index))
        {
            found = index < 0 ? default : data[index];
            return index >= 0;
        }

        foreach (var item in data.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty(key, out found)) return true;
        }

        return false;
    }

    private static bool TryStep(JsonNode? data, string key, out JsonNode? found)
    {
        found = null;
        if (data is JsonObject map) return map.TryGetPropertyValue(key, out found);
        if (data is not JsonArray list) return false;
        if (TryIndex(key, list.Count, out var index))
        {
            found = index < 0 ? null : list[index];
            return index >= 0;
        }

        foreach (var item in list)
        {
            if (item is JsonObject inner && inner.TryGetPropertyValue(key, out found)) return true;
        }

        return false;
    }

    /// <param name="index">-1 where the number lies outside the list.</param>
    private static bool TryIndex(string key, int count, out int index)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index)) return false;
        if (index < 0) index += count;
        if (index < 0 || index >= count) index = -1;
        return true;
    }
}
