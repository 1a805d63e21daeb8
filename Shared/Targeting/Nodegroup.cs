using System.Buffers;
using System.Text.RegularExpressions;

namespace Salt.Shared.Targeting;

/// <summary>A nodegroup as Salt reads it: a compound expression as a text, or as a list of its words, each with the blanks that it
/// holds. Without operators, letters and stars it is the ids of minions; where one of those has brackets or the like, regexes
/// of them.</summary>
public sealed partial class Nodegroup
{
    private static readonly string[] Operators = ["and", "or", "not", "(", ")"];

    private static readonly SearchValues<char> OfRegexes = SearchValues.Create("([{\\?}])");

    private Nodegroup(IReadOnlyList<string> words, string? text)
    {
        var isPlain = !words.Any(word => Operators.Contains(word) || word.Contains('*') || Letter().IsMatch(word));
        (Words, Text) = !isPlain || words.Count == 0 ? (words, text)
            : words.Any(word => word.AsSpan().ContainsAny(OfRegexes)) ? (Joined(words.Select(word => $"E@{word}")), null)
            : ((string[])[$"L@{string.Join(',', words)}"], null);
    }

    /// <summary>The words of the expression, where <see cref="Text"/> is not it.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The expression as one text; null: its words say it.</summary>
    public string? Text { get; }

    public static Nodegroup Of(string text) => new(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), text);

    public static Nodegroup Of(IReadOnlyList<string> words) => new(words, null);

    private static List<string> Joined(IEnumerable<string> words)
    {
        List<string> joined = [];
        foreach (var word in words)
        {
            if (joined.Count > 0) joined.Add("or");
            joined.Add(word);
        }

        return joined;
    }

    [GeneratedRegex("^[A-Z].?@", RegexOptions.CultureInvariant)]
    private static partial Regex Letter();
}
