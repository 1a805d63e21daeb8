using Salt.Jinja.Methods;

namespace Salt.Jinja.Library;

/// <summary>Breaks a line into shorter ones, as Python's <c>textwrap</c> does.</summary>
internal static class WordWrap
{
    public static List<string> Lines(string text, int width, bool breakLong, bool onHyphens)
    {
        var chunks = new Stack<string>(Chunks(text, onHyphens).AsEnumerable().Reverse());
        List<string> lines = [];
        while (chunks.Count > 0)
        {
            List<string> line = [];
            var length = 0;
            if (lines.Count > 0 && string.IsNullOrWhiteSpace(chunks.Peek())) chunks.Pop();
            while (chunks.TryPeek(out var next) && length + next.Length <= width)
            {
                line.Add(chunks.Pop());
                length += next.Length;
            }

            if (chunks.TryPeek(out var over) && over.Length > width)
            {
                if (breakLong)
                {
                    var end = width - length;
                    // A word with hyphens is parted behind the last that fits.
                    if (onHyphens && end > 0 && over.LastIndexOf('-', end - 1) is > 0 and var hyphen && over[..hyphen].Any(c => c != '-')) end = hyphen + 1;
                    chunks.Pop();
                    line.Add(over[..end]);
                    chunks.Push(over[end..]);
                }
                else if (line.Count == 0)
                {
                    line.Add(chunks.Pop());
                }
            }

            if (line.Count > 0 && string.IsNullOrWhiteSpace(line[^1])) line.RemoveAt(line.Count - 1);
            if (line.Count > 0) lines.Add(string.Concat(line));
        }

        return lines;
    }

    private static List<string> Chunks(string text, bool onHyphens)
    {
        List<string> chunks = [];
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            var isBreak = i == text.Length
                || TextMethods.IsSpace(text[i]) != TextMethods.IsSpace(text[i - 1])
                || (onHyphens && text[i - 1] == '-' && i >= 2 && char.IsLetter(text[i]) && char.IsLetter(text[i - 2]) && IsWordBefore(text, start, i));
            if (!isBreak) continue;
            chunks.Add(text[start..i]);
            start = i;
        }

        return chunks;
    }

    // At least two letters in front of the hyphen.
    private static bool IsWordBefore(string text, int start, int end) => end - 3 >= start && char.IsLetter(text[end - 3]);
}
