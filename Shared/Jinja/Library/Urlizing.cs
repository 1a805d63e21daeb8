using System.Text.RegularExpressions;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>Makes links of the addresses in a text.</summary>
internal static partial class Urlizing
{
    public static object Apply(IFilterContext context, object? value, object?[] a)
    {
        var limit = a[0] is long most ? (int)most : int.MaxValue;
        var rel = new SortedSet<string>((a[3] is Missing or null ? "" : PythonString.Str(a[3])).Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal) { "noopener" };
        if (a[1] is not Missing && PythonSequences.Truth(a[1])) rel.Add("nofollow");
        var attributes = $" rel=\"{Markup.EscapeText(string.Join(' ', rel))}\"" + (a[2] is Missing or null ? "" : $" target=\"{Markup.EscapeText(PythonString.Str(a[2]))}\"");
        string[] schemes = a[4] is Missing or null ? [] : [.. PythonSequences.ToList(a[4]).Select(PythonString.Str)];
        var words = Spaces().Split(Markup.EscapeText(PythonString.Str(value)));
        for (var i = 0; i < words.Length; i++) words[i] = Word(words[i], limit, attributes, schemes);
        var text = string.Concat(words);
        return context.Autoescape ? new Markup(text) : text;
    }

    private static string Word(string word, int limit, string attributes, string[] schemes)
    {
        Values.WorkBudget.SpendText((2L * word.Length) + attributes.Length);
        var head = Head().Match(word).Value;
        var middle = word[head.Length..];
        var tail = Tail().Match(middle).Value;
        if (tail.Length > 0) middle = middle[..^tail.Length];
        // Brackets that were opened within are closed within.
        foreach (var (open, close) in new[] { ("(", ")"), ("<", ">"), ("&lt;", "&gt;") })
        {
            var missing = Count(middle, open) - Count(middle, close);
            for (; missing > 0 && tail.Contains(close, StringComparison.Ordinal); missing--)
            {
                var end = tail.IndexOf(close, StringComparison.Ordinal) + close.Length;
                middle += tail[..end];
                tail = tail[end..];
            }
        }

        return head + Link(middle, limit, attributes, schemes) + tail;
    }

    private static string Link(string text, int limit, string attributes, string[] schemes)
    {
        if (Address().IsMatch(text))
        {
            var url = text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal) ? text : "https://" + text;
            return $"<a href=\"{url}\"{attributes}>{Shortened(text, limit)}</a>";
        }

        if (text.StartsWith("mailto:", StringComparison.Ordinal) && Mail().IsMatch(text[7..])) return $"<a href=\"{text}\">{text[7..]}</a>";
        if (text.Contains('@') && !text.StartsWith("www.", StringComparison.Ordinal) && !text.Contains(':') && Mail().IsMatch(text))
            return $"<a href=\"mailto:{text}\">{text}</a>";
        return schemes.Any(scheme => text != scheme && text.StartsWith(scheme, StringComparison.Ordinal)) ? $"<a href=\"{text}\"{attributes}>{text}</a>" : text;
    }

    private static string Shortened(string text, int limit) => text.Length > limit ? text[..limit] + "..." : text;

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    [GeneratedRegex(@"(\s+)")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^([(<]|&lt;)+")]
    private static partial Regex Head();

    [GeneratedRegex(@"([)>.,\n]|&gt;)+$")]
    private static partial Regex Tail();

    [GeneratedRegex(@"^((https?://|www\.)(([\w%-]+\.)+)?(([a-z]{2,63}|xn--[\w%]{2,59})|(([\w%-]{2,63}\.)+[a-z]{2,63})|(\d{1,3}(\.\d{1,3}){3}))|([\w%-]{2,63}\.)+(com|net|int|edu|gov|org|info|mil))(:\d{1,5})?([/?#]\S*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\S+@\w[\w.-]*\.\w+$")]
    private static partial Regex Mail();
}
