using System.Collections.Concurrent;
using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Targeting;

/// <summary>A target by data, grains or pillar: <c>role:web</c>, <c>os:Deb*</c>, <c>disks:0:sd?</c>, by Salt's rules.</summary>
/// <remarks>Path and value are parted at the last colon that fits, then the one before it, so a value may hold colons. A
/// list matches where one item does, a map where it has such a key; values are globs, case ignored; <c>role:*</c> asks
/// whether the grain is there; <c>*:web</c> looks below every key. Without a colon nothing matches.</remarks>
/// <param name="isRegex">Values are regexes that match from the beginning, not globs.</param>
internal sealed class DataExpression(string expression, char delimiter, bool isRegex)
{
    private readonly string _anyKey = $"*{delimiter}";
    private readonly string[] _parts = expression.Split(delimiter);

    // The last part is the value in nearly every expression; a value that holds delimiters is met while parting.
    private readonly ConcurrentDictionary<string, Func<string, bool>> _patterns = new(StringComparer.Ordinal);

    /// <exception cref="Errors.SaltException">BadRequest: the value is no regex.</exception>
    public void Check() => PatternOf(_parts[^1]);

    public bool Matches(JsonElement data) =>
        data.ValueKind is JsonValueKind.Object && Matches(data, expression, _parts);

    private bool Matches(JsonElement data, string expression) =>
        Matches(data, expression, expression.Split(delimiter));

    private bool Matches(JsonElement data, string expression, string[] parts)
    {
        for (var split = parts.Length - 1; split > 0; split--)
        {
            var path = string.Join(delimiter, parts, 0, split);
            if (path == "*")
            {
                if (MapMatches(data, expression)) return true;
                continue;
            }

            if (!Traverse.TryFind(data, path, delimiter, out var found)) continue;
            var value = string.Join(delimiter, parts, split, parts.Length - split);
            if (ValueMatches(found, value)) return true;
        }

        return false;
    }

    private bool ValueMatches(JsonElement found, string value) => found.ValueKind switch
    {
        JsonValueKind.Object => MapMatches(found, value),
        JsonValueKind.Array => found.EnumerateArray().Any(item =>
            (item.ValueKind is JsonValueKind.Object && MapMatches(item, value)) || TextMatches(item, value)),
        _ => TextMatches(found, value),
    };

    private bool MapMatches(JsonElement map, string value)
    {
        var below = value.StartsWith(_anyKey, StringComparison.Ordinal);
        if (below) value = value[_anyKey.Length..];
        if (value == "*" || map.TryGetProperty(value, out _) || Matches(map, value)) return true;
        return below && map.EnumerateObject().Any(member => ValueMatches(member.Value, value));
    }

    private bool TextMatches(JsonElement item, string value) => PatternOf(value)(PythonText.Str(item).ToLowerInvariant());

    private Func<string, bool> PatternOf(string value) => _patterns.GetOrAdd(value, MakePattern);

    private Func<string, bool> MakePattern(string value)
    {
        if (isRegex) return new StartExpression(value.ToLowerInvariant()).IsMatch;
        var glob = new Glob(value.ToLowerInvariant());
        return text => glob.IsMatch(text);
    }
}
