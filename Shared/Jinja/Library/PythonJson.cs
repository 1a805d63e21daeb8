using System.Globalization;
using System.Numerics;
using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>JSON as Python's <c>json.dumps</c> writes it.</summary>
public static class PythonJson
{
    /// <param name="indent">Spaces per level; null: on one line.</param>
    /// <exception cref="TemplateException">TypeError: a value has no form in JSON.</exception>
    public static string Dump(object? value, int? indent = null, bool sortKeys = false, bool asciiOnly = true)
    {
        var text = new StringBuilder();
        Append(text, value, new Layout(indent, sortKeys, asciiOnly), 0);
        return text.ToString();
    }

    /// <summary>With what means something in HTML as escapes.</summary>
    public static string ForHtml(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal)
        .Replace("'", "\\u0027", StringComparison.Ordinal);

    private static void Append(StringBuilder text, object? value, Layout layout, int level)
    {
        Nesting.Check(level);
        WorkBudget.Spend(WorkBudget.Item);
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case long or BigInteger:
                text.Append(PythonString.Repr(value));
                break;
            case double number:
                text.Append(double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity" : PythonString.Repr(number));
                break;
            case string or Markup:
                AppendText(text, PythonString.Str(value), layout.AsciiOnly);
                break;
            case PyDict dict:
                AppendDict(text, dict, layout, level);
                break;
            case List<object?> or PyTuple:
                AppendItems(text, '[', ']', (IReadOnlyList<object?>)value, layout, level, item => Append(text, item, layout, level + 1));
                break;
            default:
                throw TemplateException.Type($"Object of type {PythonTypes.NameOf(value)} is not JSON serializable");
        }
    }

    private static void AppendDict(StringBuilder text, PyDict dict, Layout layout, int level)
    {
        IEnumerable<KeyValuePair<object?, object?>> entries = dict;
        if (layout.SortKeys) entries = Sorting.Sort(dict.Keys, key => key, reverse: false).Select(key => KeyValuePair.Create(key, dict[key]));
        AppendItems(text, '{', '}', [.. entries], layout, level, entry =>
        {
            AppendText(text, KeyOf(entry.Key), layout.AsciiOnly);
            text.Append(": ");
            Append(text, entry.Value, layout, level + 1);
        });
    }

    private static void AppendItems<T>(StringBuilder text, char open, char close, IReadOnlyList<T> items, Layout layout, int level, Action<T> append)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(layout.Indent is null ? ", " : ",");
            Break(level + 1);
            append(items[i]);
        }

        if (items.Count > 0) Break(level);
        text.Append(close);

        void Break(int depth)
        {
            if (layout.Indent is not { } indent) return;
            WorkBudget.SpendText(Math.Max(0, indent) * (long)depth);
            text.Append('\n').Append(' ', Math.Max(0, indent) * depth);
        }
    }

    private static string KeyOf(object? key) => key switch
    {
        string or Markup => PythonString.Str(key),
        null => "null",
        bool flag => flag ? "true" : "false",
        long or double or BigInteger => PythonString.Repr(key),
        _ => throw TemplateException.Type($"keys must be str, int, float, bool or None, not {PythonTypes.NameOf(key)}"),
    };

    private static void AppendText(StringBuilder text, string value, bool asciiOnly)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                > '~' when asciiOnly => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private sealed record Layout(int? Indent, bool SortKeys, bool AsciiOnly);
}
