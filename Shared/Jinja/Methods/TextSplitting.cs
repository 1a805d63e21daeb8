using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary>Methods that part a text.</summary>
internal static class TextSplitting
{
    public static IEnumerable<Method> All { get; } =
    [
        new("split", ["sep?", "maxsplit?"], (self, a) => Parts(self, Split(TextMethods.Str(self), a, fromEnd: false))),
        new("rsplit", ["sep?", "maxsplit?"], (self, a) => Parts(self, Split(TextMethods.Str(self), a, fromEnd: true))),
        new("splitlines", ["keepends?"], (self, a) => Parts(self, Lines(TextMethods.Str(self), a[0] is not Missing && PythonSequences.Truth(a[0])))),
        new("partition", ["sep"], (self, a) => Partition(self, TextMethods.Text(a[0]), last: false)),
        new("rpartition", ["sep"], (self, a) => Partition(self, TextMethods.Text(a[0]), last: true)),
    ];

    /// <summary>At all the line breaks that Python knows.</summary>
    public static List<string> Lines(string text, bool keepEnds)
    {
        List<string> lines = [];
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029')) continue;
            var end = i;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            lines.Add(keepEnds ? text[start..(i + 1)] : text[start..end]);
            start = i + 1;
        }

        if (start < text.Length) lines.Add(text[start..]);
        return lines;
    }

    private static List<object?> Parts(object self, List<string> parts)
    {
        WorkBudget.Spend(WorkBudget.Item * (parts.Count + 1L));
        return parts.ConvertAll(part => (object?)TextMethods.Again(self, part));
    }

    private static List<string> Split(string text, object?[] a, bool fromEnd)
    {
        var most = a[1] is Missing ? -1 : PythonNumbers.ToIndex(a[1]);
        if (a[0] is Missing or null) return AtSpaces(text, most, fromEnd);
        var separator = TextMethods.Text(a[0]);
        if (separator.Length == 0) throw TemplateException.Value("empty separator");
        if (most < 0) return [.. text.Split(separator)];
        List<string> parts = [];
        var (start, end) = (0, text.Length);
        while (parts.Count < most)
        {
            var at = fromEnd
                ? text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal)
                : text.IndexOf(separator, start, StringComparison.Ordinal);
            if (at < 0) break;
            parts.Add(fromEnd ? text[(at + separator.Length)..end] : text[start..at]);
            if (fromEnd) end = at;
            else start = at + separator.Length;
        }

        parts.Add(text[start..end]);
        if (fromEnd) parts.Reverse();
        return parts;
    }

    private static List<string> AtSpaces(string text, long most, bool fromEnd)
    {
        List<string> parts = [];
        var (start, end) = (0, text.Length);
        while (true)
        {
            while (start < end && TextMethods.IsSpace(text[start])) start++;
            while (end > start && TextMethods.IsSpace(text[end - 1]) && fromEnd) end--;
            if (start == end) break;
            if (most >= 0 && parts.Count >= most)
            {
                // The rest keeps the spaces at its far end.
                parts.Add(fromEnd ? text[..end] : text[start..]);
                break;
            }

            if (fromEnd)
            {
                var at = end;
                while (at > start && !TextMethods.IsSpace(text[at - 1])) at--;
                parts.Add(text[at..end]);
                end = at;
            }
            else
            {
                var at = start;
                while (at < end && !TextMethods.IsSpace(text[at])) at++;
                parts.Add(text[start..at]);
                start = at;
            }
        }

        if (fromEnd) parts.Reverse();
        return parts;
    }

    private static PyTuple Partition(object self, string separator, bool last)
    {
        if (separator.Length == 0) throw TemplateException.Value("empty separator");
        var text = TextMethods.Str(self);
        var at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        var parts = at >= 0 ? (text[..at], separator, text[(at + separator.Length)..]) : last ? ("", "", text) : (text, "", "");
        return new PyTuple(TextMethods.Again(self, parts.Item1), TextMethods.Again(self, parts.Item2), TextMethods.Again(self, parts.Item3));
    }
}
