using System.Collections.Concurrent;
using System.Text.Json;
using Salt.Jinja.Values;
using Salt.Shared.Errors;
using Salt.Shared.Values;

namespace Salt.Shared.Targeting;

/// <summary>A target by data, grains or pillar: <c>role:web</c>, <c>os:Deb*</c>, <c>disks:0:sd?</c>, by Salt's rules.</summary>
/// <remarks>Path and value are parted at the last colon that fits, then the one before it, so a value may hold colons. A
/// list matches where one item does, a map where it has such a key; values are globs, case ignored; <c>role:*</c> asks
/// whether the grain is there; <c>*:web</c> looks below every key. Without a colon nothing matches.</remarks>
/// <param name="isRegex">Values are regexes that match from the beginning, not globs.</param>
internal sealed class DataExpression(string expression, char delimiter, bool isRegex)
{
    /// <summary>More parts are no path that any data has.</summary>
    private const int MostParts = 100;

    /// <summary>Steps of one look at one minion's data.</summary>
    private const int MostSteps = 200_000;

    private readonly string _anyKey = $"*{delimiter}";
    private readonly string[] _parts = expression.Split(delimiter);

    // The last part is the value in nearly every expression; a value that holds delimiters is met while parting.
    private readonly ConcurrentDictionary<string, Func<string, bool>> _patterns = new(StringComparer.Ordinal);

    /// <exception cref="SaltException">BadRequest: the value is no regex, or there are too many parts.</exception>
    public void Check()
    {
        if (_parts.Length > MostParts) throw new SaltException(Failure.BadRequest, $"target '{expression[..80]}...' has {_parts.Length} parts; {MostParts} at most");
        PatternOf(_parts[^1]);
    }

    /// <exception cref="SaltException">BadRequest: it takes too long.</exception>
    public bool Matches(JsonElement data)
    {
        var steps = 0;
        return data.ValueKind is JsonValueKind.Object && Matches(data, expression, _parts, ref steps);
    }

    private bool Matches(JsonElement data, string expression, ref int steps) =>
        Matches(data, expression, expression.Split(delimiter), ref steps);

    private bool Matches(JsonElement data, string expression, string[] parts, ref int steps)
    {
        if ((steps += parts.Length) > MostSteps || !Nesting.HasRoom) throw new SaltException(Failure.BadRequest, $"target '{_parts[0]}{delimiter}...' takes too long to match; write it with fewer stars");
        for (var split = parts.Length - 1; split > 0; split--)
        {
            var path = string.Join(delimiter, parts, 0, split);
            if (path == "*")
            {
                if (MapMatches(data, expression, ref steps)) return true;
                continue;
            }

            if (!Traverse.TryFind(data, path, delimiter, out var found)) continue;
            var value = string.Join(delimiter, parts, split, parts.Length - split);
            if (ValueMatches(found, value, ref steps)) return true;
        }

        return false;
    }

    private bool ValueMatches(JsonElement found, string value, ref int steps)
    {
        if (found.ValueKind is JsonValueKind.Object) return MapMatches(found, value, ref steps);
        if (found.ValueKind is not JsonValueKind.Array) return TextMatches(found, value);
        foreach (var item in found.EnumerateArray())
        {
            if ((item.ValueKind is JsonValueKind.Object && MapMatches(item, value, ref steps)) || TextMatches(item, value)) return true;
        }

        return false;
    }

    private bool MapMatches(JsonElement map, string value, ref int steps)
    {
        var below = value.StartsWith(_anyKey, StringComparison.Ordinal);
        if (below) value = value[_anyKey.Length..];
        if (value == "*" || map.TryGetProperty(value, out _) || Matches(map, value, ref steps)) return true;
        if (!below) return false;
        foreach (var member in map.EnumerateObject())
        {
            if (ValueMatches(member.Value, value, ref steps)) return true;
        }

        return false;
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
