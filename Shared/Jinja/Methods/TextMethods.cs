using System.Text;
using Salt.Jinja.Formatting;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary>Methods of text that give another text, or places in it.</summary>
internal static class TextMethods
{
    public static IEnumerable<Method> All { get; } =
    [
        Map("lower", PythonCase.Lower),
        Map("upper", PythonCase.Upper),
        Map("casefold", PythonCase.Fold),
        Map("title", PythonCase.Title),
        Map("capitalize", PythonCase.Capitalize),
        Map("swapcase", PythonCase.Swap),
        new("translate", ["table"], (self, a) => Again(self, Translation.Apply(Str(self), a[0]))),
        new("maketrans", ["x", "y?", "z?"], (_, a) => Translation.Make(a)),
        new("strip", ["chars?"], (self, a) => Again(self, Strip(self, a[0], start: true, end: true))),
        new("lstrip", ["chars?"], (self, a) => Again(self, Strip(self, a[0], start: true, end: false))),
        new("rstrip", ["chars?"], (self, a) => Again(self, Strip(self, a[0], start: false, end: true))),
        new("removeprefix", ["prefix"], (self, a) => Again(self, Str(self).StartsWith(Text(a[0]), StringComparison.Ordinal) ? Str(self)[Text(a[0]).Length..] : Str(self))),
        new("removesuffix", ["suffix"], (self, a) =>
            Again(self, Text(a[0]).Length > 0 && Str(self).EndsWith(Text(a[0]), StringComparison.Ordinal) ? Str(self)[..^Text(a[0]).Length] : Str(self))),
        new("replace", ["old", "new", "count?"], (self, a) => Again(self, Replace(Str(self), Argument(self, a[0]), Argument(self, a[1]), a[2] is Missing ? -1 : PythonNumbers.ToIndex(a[2])))),
        new("center", ["width", "fillchar?"], (self, a) => Again(self, Pad(Str(self), PythonNumbers.ToIndex(a[0]), a[1], '^'))),
        new("ljust", ["width", "fillchar?"], (self, a) => Again(self, Pad(Str(self), PythonNumbers.ToIndex(a[0]), a[1], '<'))),
        new("rjust", ["width", "fillchar?"], (self, a) => Again(self, Pad(Str(self), PythonNumbers.ToIndex(a[0]), a[1], '>'))),
        new("zfill", ["width"], (self, a) =>
        {
            var text = Str(self);
            var sign = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
            var room = Width(PythonNumbers.ToIndex(a[0])) - PythonSequences.TextLength(text);
            return Again(self, room > 0 ? text[..sign] + new string('0', room) + text[sign..] : text);
        }),
        new("expandtabs", ["tabsize?"], (self, a) => Again(self, ExpandTabs(Str(self), a[0] is Missing ? 8 : Width(PythonNumbers.ToIndex(a[0]))))),
        new("join", ["iterable"], (self, a) => Join(self, a[0])),
        new("format", (lookup, self, arguments) => Again(self, new BraceFormat(lookup, arguments, self is Markup).Format(Str(self)))),
        new("format_map", (lookup, self, arguments) =>
        {
            if (arguments.Positional is not [PyDict map]) throw TemplateException.Type("format_map() takes exactly one argument, a mapping");
            var named = new Arguments([], [.. map.Select(entry => KeyValuePair.Create(PythonString.Str(entry.Key), entry.Value))]);
            return Again(self, new BraceFormat(lookup, named, self is Markup).Format(Str(self)));
        }),
        new("find", ["sub", "start?", "end?"], (self, a) => PythonNumbers.Box(Find(Str(self), a, last: false))),
        new("rfind", ["sub", "start?", "end?"], (self, a) => PythonNumbers.Box(Find(Str(self), a, last: true))),
        new("index", ["sub", "start?", "end?"], (self, a) => Found(Find(Str(self), a, last: false))),
        new("rindex", ["sub", "start?", "end?"], (self, a) => Found(Find(Str(self), a, last: true))),
        new("count", ["sub", "start?", "end?"], (self, a) => PythonNumbers.Box(Count(Cut(Str(self), a[1], a[2], out _), Text(a[0])))),
    ];

    /// <param name="chars">Missing or None: white space.</param>
    public static string Strip(object? self, object? chars, bool start, bool end)
    {
        var text = Str(self);
        Func<char, bool> goes = chars is Missing or null ? IsSpace : Text(chars).Contains;
        var (from, to) = (0, text.Length);
        while (start && from < to && goes(text[from])) from++;
        while (end && to > from && goes(text[to - 1])) to--;
        return text[from..to];
    }

    /// <summary>White space as Python knows it.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <param name="most">Below 0: all.</param>
    public static string Replace(string text, string old, string with, long most)
    {
        WorkBudget.SpendText(text.Length + (with.Length * (old.Length == 0 ? text.Length + 1L : CountOf(text, old, most))));
        if (most < 0 && old.Length > 0) return text.Replace(old, with, StringComparison.Ordinal);
        var written = new StringBuilder();
        var at = 0;
        for (long done = 0; most < 0 || done < most; done++)
        {
            if (old.Length == 0)
            {
                written.Append(with);
                if (at == text.Length) return written.ToString();
                written.Append(text[at++]);
                continue;
            }

            var next = text.IndexOf(old, at, StringComparison.Ordinal);
            if (next < 0) break;
            written.Append(text, at, next - at).Append(with);
            at = next + old.Length;
        }

        return written.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Fills a text up to a width.</summary>
    /// <param name="fill">One character; <see cref="Missing"/>: a space.</param>
    /// <param name="align"><c>&lt;</c>, <c>^</c> or <c>&gt;</c>.</param>
    public static string Pad(string text, long width, object? fill, char align)
    {
        var filler = fill is Missing ? " " : Text(fill);
        if (PythonSequences.TextLength(filler) != 1) throw TemplateException.Type("The fill character must be exactly one character long");
        var wide = Width(width);
        var room = wide - PythonSequences.TextLength(text);
        if (room <= 0) return text;
        // Python gives the odd one to the left only if the width is odd.
        var left = align switch
        {
            '<' => 0,
            '>' => room,
            _ => (room / 2) + (room & wide & 1),
        };
        return Repeat(filler, left) + text + Repeat(filler, room - left);
    }

    public static string Text(object? value) => value switch
    {
        string text => text,
        Markup markup => markup.Text,
        Undefined undefined => throw undefined.Error,
        _ => throw TemplateException.Type($"must be str, not {PythonTypes.NameOf(value)}"),
    };

    /// <summary>What comes of markup is markup.</summary>
    public static object Again(object self, string text) => self is Markup ? new Markup(text) : text;

    public static string Str(object? self) => PythonString.Str(self);

    private static long CountOf(string text, string part, long most)
    {
        long count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0 && (most < 0 || count < most); at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static Method Map(string name, Func<string, string> map) => new(name, [], (self, _) => Again(self, map(Str(self))));

    private static string Argument(object self, object? value) => self is Markup && value is string text ? Markup.EscapeText(text) : Text(value);

    private static int Width(long width) => width <= FormatSpec.Most
        ? (int)Math.Max(width, 0)
        : throw TemplateException.Overflow($"a width of {width} is too large");

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string ExpandTabs(string text, int size)
    {
        var written = new StringBuilder();
        var column = 0;
        foreach (var c in text)
        {
            if (c == '\t')
            {
                var spaces = size == 0 ? 0 : size - (column % size);
                WorkBudget.SpendText(spaces);
                written.Append(' ', spaces);
                column += spaces;
            }
            else
            {
                written.Append(c);
                column = c is '\n' or '\r' ? 0 : column + 1;
            }
        }

        return written.ToString();
    }

    private static object Join(object self, object? items)
    {
        var parts = new List<string>();
        foreach (var item in PythonSequences.Iterate(items))
        {
            if (item is Undefined undefined) throw undefined.Error;
            if (!PythonOperators.IsText(item)) throw TemplateException.Type($"sequence item {parts.Count}: expected str instance, {PythonTypes.NameOf(item)} found");
            parts.Add(self is Markup ? Markup.Escape(item).Text : Str(item));
            WorkBudget.SpendText(parts[^1].Length + Str(self).Length);
        }

        return Again(self, string.Join(Str(self), parts));
    }

    // Places are counted in code points, which differ from our units only where there are surrogates.
    private static long Find(string text, object?[] a, bool last)
    {
        var part = Cut(text, a[1], a[2], out var start);
        if (start < 0) return -1;
        var sub = Text(a[0]);
        var at = last ? part.LastIndexOf(sub, StringComparison.Ordinal) : part.IndexOf(sub, StringComparison.Ordinal);
        if (last && sub.Length == 0) at = part.Length;
        return at < 0 ? -1 : start + PythonSequences.TextLength(part[..at]);
    }

    private static object Found(long at) => at >= 0 ? PythonNumbers.Box(at) : throw TemplateException.Value("substring not found");

    private static string Cut(string text, object? from, object? to, out int start)
    {
        start = 0;
        if (from is Missing or null && to is Missing or null) return text;
        var length = PythonSequences.TextLength(text);
        var first = from is Missing or null ? 0 : PythonNumbers.ToIndex(from);
        if (first < 0) first = Math.Max(0, first + length);
        start = first > length ? -1 : (int)first;
        return (string)PythonSequences.Slice(text, PythonNumbers.Box(first), to is Missing ? null : to, null)!;
    }

    private static long Count(string text, string sub)
    {
        if (sub.Length == 0) return PythonSequences.TextLength(text) + 1;
        return CountOf(text, sub, most: -1);
    }
}
