using System.Text;
using Salt.Jinja.Formatting;
using Salt.Jinja.Methods;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>Filters of text.</summary>
internal static class TextFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        Map("upper", PythonCase.Upper),
        Map("lower", PythonCase.Lower),
        Map("capitalize", PythonCase.Capitalize),
        Map("title", Title),
        new("string", [], (_, value, _) => value is Markup ? value : PythonString.Str(value)),
        new("trim", ["chars?"], (_, value, a) => Again(value, TextMethods.Strip(PythonString.Str(value), a[0], start: true, end: true))),
        new("center", ["width?"], (_, value, a) => Again(value, TextMethods.Pad(PythonString.Str(value), a[0] is Missing ? 80 : PythonNumbers.ToIndex(a[0]), Missing.Value, '^'))),
        new("replace", ["old", "new", "count?"], Replace),
        new("format", (context, value, arguments) => Format(value, arguments)),
        new("indent", ["width?", "first?", "blank?"], (_, value, a) => Indent(value, a)),
        new("truncate", ["length?", "killwords?", "end?", "leeway?"], (_, value, a) => Truncate(value, a)),
        new("wordcount", [], (_, value, _) => PythonNumbers.Box(WordCount(PythonString.Str(value)))),
        new("wordwrap", ["width?", "break_long_words?", "wrapstring?", "break_on_hyphens?"], (context, value, a) => Wrap(context, value, a)),
        new("pprint", ["verbose?"], (_, value, _) => PythonString.Repr(value)),
    ];

    private static Filter Map(string name, Func<string, string> map) => new(name, [], (_, value, _) => Again(value, map(PythonString.Str(value))));

    private static object Again(object? value, string text) => value is Markup ? new Markup(text) : text;

    // Words begin at spaces, hyphens and brackets; each is in lower case behind its first letter, for itself.
    private static string Title(string text)
    {
        var written = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !IsBetweenWords(text[end])) end++;
            if (end == at)
            {
                written.Append(text[at++]);
                continue;
            }

            var head = Rune.TryGetRuneAt(text, at, out var first) ? first.Utf16SequenceLength : 1;
            written.Append(PythonCase.Upper(text.Substring(at, head))).Append(PythonCase.Lower(text[(at + head)..end]));
            at = end;
        }

        return written.ToString();
    }

    private static bool IsBetweenWords(char c) => TextMethods.IsSpace(c) || "-({[<".Contains(c);

    private static object Replace(IFilterContext context, object? value, object?[] a)
    {
        var most = a[2] is Missing or null ? -1 : PythonNumbers.ToIndex(a[2]);
        var (old, with) = (a[0], a[1]);
        if (context.Autoescape && (value is Markup || old is Markup || with is Markup))
        {
            var text = value is Markup ? PythonString.Str(value) : Markup.EscapeText(PythonString.Str(value));
            return new Markup(TextMethods.Replace(text, Markup.Escape(old).Text, Markup.Escape(with).Text, most));
        }

        return TextMethods.Replace(PythonString.Str(value), PythonString.Str(old), PythonString.Str(with), most);
    }

    private static object Format(object? value, Arguments arguments)
    {
        if (arguments.Positional.Length > 0 && arguments.Named.Count > 0)
            throw new TemplateException("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
        object? values = new PyTuple(arguments.Positional);
        if (arguments.Named.Count > 0)
        {
            var dict = new PyDict();
            foreach (var (name, given) in arguments.Named) dict[name] = given;
            values = dict;
        }

        return Again(value, PercentFormat.Format(PythonString.Str(value), values, value is Markup));
    }

    private static object Indent(object? value, object?[] a)
    {
        var indention = a[0] switch
        {
            Missing => "    ",
            string given => given,
            _ => new string(' ', (int)Math.Clamp(PythonNumbers.ToIndex(a[0]), 0, FormatSpec.Most)),
        };
        var isFirst = a[1] is not Missing && PythonSequences.Truth(a[1]);
        var isBlank = a[2] is not Missing && PythonSequences.Truth(a[2]);
        if (value is List<object?>) throw new TemplateException("AttributeError", "'list' object has no attribute 'splitlines'");
        var lines = TextSplitting.Lines(PythonString.Str(PythonOperators.Add(value, "\n")), keepEnds: false);
        var text = new StringBuilder(isFirst ? indention : "").Append(lines[0]);
        foreach (var line in lines.Skip(1))
        {
            WorkBudget.SpendText(indention.Length + line.Length);
            text.Append('\n');
            if (isBlank || line.Length > 0) text.Append(indention);
            text.Append(line);
        }

        return Again(value, text.ToString());
    }

    private static object? Truncate(object? value, object?[] a)
    {
        var length = a[0] is Missing ? 255 : (int)PythonNumbers.ToIndex(a[0]);
        var end = a[2] is Missing ? "..." : PythonString.Str(a[2]);
        var leeway = a[3] is Missing or null ? 5 : (int)PythonNumbers.ToIndex(a[3]);
        if (PythonSequences.Length(value) <= length + leeway) return value;
        var text = Text(value, "rsplit");
        var kept = (string)PythonSequences.Slice(text, null, PythonNumbers.Box(length - PythonSequences.TextLength(end)), null)!;
        if (a[1] is not Missing && PythonSequences.Truth(a[1])) return Again(value, kept + end);
        var space = kept.LastIndexOf(' ');
        return Again(value, (space < 0 ? kept : kept[..space]) + end);
    }

    // Filters that do not make a text of their value first, as most do.
    private static string Text(object? value, string method) => value switch
    {
        string or Markup => PythonString.Str(value),
        Undefined undefined => throw undefined.Error,
        _ => throw new TemplateException("AttributeError", $"'{PythonTypes.NameOf(value)}' object has no attribute '{method}'"),
    };

    private static int WordCount(string text)
    {
        var (count, isInside) = (0, false);
        foreach (var c in text)
        {
            var isWord = char.IsLetterOrDigit(c) || c == '_';
            if (isWord && !isInside) count++;
            isInside = isWord;
        }

        return count;
    }

    private static object Wrap(IFilterContext context, object? value, object?[] a)
    {
        var width = a[0] is Missing ? 79 : (int)PythonNumbers.ToIndex(a[0]);
        var breakLong = a[1] is Missing || PythonSequences.Truth(a[1]);
        var with = a[2] is Missing or null ? context.Environment.Options.NewlineSequence : PythonString.Str(a[2]);
        var onHyphens = a[3] is Missing || PythonSequences.Truth(a[3]);
        if (width <= 0) throw TemplateException.Value($"invalid width {width} (must be > 0)");
        var lines = TextSplitting.Lines(Text(value, "splitlines"), keepEnds: false)
            .Select(line => WordWrap.Lines(line, width, breakLong, onHyphens))
            .Select(wrapped =>
            {
                WorkBudget.SpendText(wrapped.Sum(part => (long)part.Length + with.Length));
                return string.Join(with, wrapped);
            });
        return Again(value, string.Join(with, lines));
    }
}
