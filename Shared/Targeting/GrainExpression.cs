using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Targeting;

/// <summary>A <c>-G</c> target: <c>role:web</c>, <c>os:Deb*</c>, <c>disks:0:sd?</c>, by Salt's rules.</summary>
/// <remarks>Path and value are parted at the last colon that fits, then the one before it, so a value may hold colons. A
/// list matches where one item does, a map where it has such a key; values are globs, case ignored; <c>role:*</c> asks
/// whether the grain is there; <c>*:web</c> looks below every key. Without a colon nothing matches.</remarks>
internal sealed class GrainExpression(string expression)
{
    private const string AnyKey = "*:";
    private readonly string[] _parts = expression.Split(Traverse.Delimiter);

    public bool Matches(JsonElement grains) =>
        grains.ValueKind is JsonValueKind.Object && Matches(grains, expression, _parts);

    private static bool Matches(JsonElement data, string expression) =>
        Matches(data, expression, expression.Split(Traverse.Delimiter));

    private static bool Matches(JsonElement data, string expression, string[] parts)
    {
        for (var split = parts.Length - 1; split > 0; split--)
        {
            var path = string.Join(Traverse.Delimiter, parts, 0, split);
            if (path == "*")
            {
                if (MapMatches(data, expression)) return true;
                continue;
            }

            if (!Traverse.TryFind(data, path, out var found)) continue;
            var value = string.Join(Traverse.Delimiter, parts, split, parts.Length - split);
            if (ValueMatches(found, value)) return true;
        }

        return false;
    }

    private static bool ValueMatches(JsonElement found, string value) => found.ValueKind switch
    {
        JsonValueKind.Object => MapMatches(found, value),
        JsonValueKind.Array => found.EnumerateArray().Any(item =>
            (item.ValueKind is JsonValueKind.Object && MapMatches(item, value)) || TextMatches(item, value)),
        _ => TextMatches(found, value),
    };

    private static bool MapMatches(JsonElement map, string value)
    {
        var below = value.StartsWith(AnyKey, StringComparison.Ordinal);
        if (below) value = value[AnyKey.Length..];
        if (value == "*" || map.TryGetProperty(value, out _) || Matches(map, value)) return true;
        return below && map.EnumerateObject().Any(member => ValueMatches(member.Value, value));
    }

    private static bool TextMatches(JsonElement item, string value) =>
        new Glob(value.ToLowerInvariant()).IsMatch(PythonText.Str(item).ToLowerInvariant());
}
