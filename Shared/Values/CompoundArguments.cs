using System.Text.Json.Nodes;
using Salt.Shared.Errors;

namespace Salt.Shared.Values;

/// <summary>The arguments of several functions in one job as they were typed, by Salt's rules: a word that is the
/// separator ends one function's arguments. Where there are not enough of these, a separator inside a word does too, so
/// that <c>,hello</c> is nothing for the first function and <c>hello</c> for the second. Other than Salt: no arguments at all are
/// none for each.</summary>
public static class CompoundArguments
{
    public const string DefaultSeparator = ",";

    /// <returns>A list for each function: positional arguments, then the keyword ones as a marked map.</returns>
    /// <exception cref="SaltException">BadRequest: there are arguments for fewer functions, or for more.</exception>
    public static JsonArray Parse(string fun, IReadOnlyList<string> words, string separator)
    {
        var count = fun.Split(',').Length;
        var groups = words.Count == 0
            ? [.. Enumerable.Range(0, count).Select(_ => new List<string>())]
            : words.Count(word => word == separator) == count - 1 ? ByWord(words, separator) : Inside(words, separator);
        if (groups.Count < count)
        {
            throw new SaltException(Failure.BadRequest, $"Cannot execute compound command without defining all arguments: {Told(groups, count)}");
        }

        if (groups.Count > count)
        {
            throw new SaltException(Failure.BadRequest, $"Cannot execute compound command with more arguments than commands: {Told(groups, count)}");
        }

        return new JsonArray([.. groups.Select(List)]);
    }

    private static string Told(List<List<string>> groups, int count) =>
        $"there are {count} functions and {groups.Count} {(groups.Count == 1 ? "list" : "lists")} of arguments, which a comma ends";

    private static List<List<string>> ByWord(IReadOnlyList<string> words, string separator)
    {
        List<List<string>> groups = [[]];
        foreach (var word in words)
        {
            if (word == separator) groups.Add([]);
            else groups[^1].Add(word);
        }

        return groups;
    }

    private static List<List<string>> Inside(IReadOnlyList<string> words, string separator)
    {
        List<List<string>> groups = [[]];
        foreach (var word in words)
        {
            var pieces = word.Split(separator);
            if (pieces.Length == 1 || pieces[0].Length > 0) groups[^1].Add(pieces[0]);
            foreach (var piece in pieces.Skip(1)) groups.Add(piece.Length > 0 ? [piece] : []);
        }

        return groups;
    }

    private static JsonNode List(List<string> words)
    {
        var (list, keywords) = CommandLineArguments.Parse(words);
        if (keywords.Count == 0) return list;
        keywords["__kwarg__"] = true;
        list.Add((JsonNode)keywords);
        return list;
    }
}
