using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary><c>str.translate</c> and the tables for it, <c>str.maketrans</c>: characters by their numbers, and what they become.</summary>
internal static class Translation
{
    private const long Characters = 0x110000;

    /// <param name="table">What has a number becomes: another number or a text, or nothing (None). A dict, a list or a text.</param>
    public static string Apply(string text, object? table)
    {
        if (table is not (PyDict or IReadOnlyList<object?> or string or Markup)) throw TemplateException.Type($"'{PythonTypes.NameOf(table)}' object is not subscriptable");
        var written = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) Append(written, rune, table);
        WorkBudget.SpendText(written.Length);
        return written.ToString();
    }

    /// <summary>A dict of characters; or two texts of one length, and a third of what shall go.</summary>
    public static PyDict Make(object?[] a)
    {
        var table = new PyDict();
        if (a[1] is Missing)
        {
            if (a[0] is not PyDict map) throw TemplateException.Type("if you give only one argument to maketrans it must be a dict");
            foreach (var (key, value) in map) table[NumberOf(key)] = value;
            return table;
        }

        var (from, to) = (Of(a[0]), Of(a[1]));
        if (from.Count != to.Count) throw TemplateException.Value("the first two maketrans arguments must have equal length");
        for (var i = 0; i < from.Count; i++) table[PythonNumbers.Box(from[i].Value)] = PythonNumbers.Box(to[i].Value);
        foreach (var rune in a[2] is Missing ? [] : Of(a[2])) table[PythonNumbers.Box(rune.Value)] = null;
        return table;
    }

    private static void Append(StringBuilder written, Rune rune, object? table)
    {
        if (!TryGet(table, rune.Value, out var other))
        {
            written.Append(rune.ToString());
            return;
        }

        switch (other)
        {
            case null:
                return;
            case string or Markup:
                written.Append(PythonString.Str(other));
                return;
            case long or bool when PythonNumbers.ToIndex(other) is var number:
                if (number is < 0 or >= Characters) throw TemplateException.Value("character mapping must be in range(0x110000)");
                // A half of a surrogate pair is none of our texts.
                written.Append(Rune.IsValid((int)number) ? new Rune((int)number).ToString() : "\ufffd");
                return;
            default:
                throw TemplateException.Type("character mapping must return integer, None or str");
        }
    }

    private static bool TryGet(object? table, int number, out object? other)
    {
        other = null;
        switch (table)
        {
            case PyDict map:
                return map.TryGet(PythonNumbers.Box(number), out other);
            case IReadOnlyList<object?> list:
                if (number < list.Count) other = list[number];
                return number < list.Count;
            default:
                var text = TextMethods.Text(table);
                if (number < PythonSequences.TextLength(text)) other = text.EnumerateRunes().ElementAt(number).ToString();
                return other is not null;
        }
    }

    private static object NumberOf(object? key) => key switch
    {
        long or bool => PythonNumbers.Box(PythonNumbers.ToIndex(key)),
        string text => Of(text) is [var rune] ? PythonNumbers.Box(rune.Value) : throw TemplateException.Value("string keys in translate table must be of length 1"),
        _ => throw TemplateException.Type("keys in translate table must be strings or integers"),
    };

    private static List<Rune> Of(object? text) => [.. TextMethods.Text(text).EnumerateRunes()];
}
