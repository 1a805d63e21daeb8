using System.Globalization;
using System.Numerics;
using System.Text;

namespace Salt.Jinja.Values;

/// <summary>Values as Python writes them.</summary>
public static class PythonString
{
    /// <summary>As <c>str()</c>.</summary>
    public static string Str(object? value) => value switch
    {
        string text => text,
        Markup markup => markup.Text,
        Undefined undefined => undefined.Text(),
        IPythonObject host => host.Text,
        _ => Repr(value),
    };

    /// <summary>As <c>repr()</c>: a text is quoted.</summary>
    public static string Repr(object? value)
    {
        switch (value)
        {
            case null: return "None";
            case bool flag: return flag ? "True" : "False";
            case long number: return number.ToString(CultureInfo.InvariantCulture);
            case double number: return PythonFloat.Repr(number);
            case BigInteger big: return big.ToString(CultureInfo.InvariantCulture);
            case string text: return Counted(Quote(text));
            default:
                var written = new StringBuilder();
                Append(written, value, []);
                return Counted(written.ToString());
        }
    }

    private static string Counted(string text)
    {
        WorkBudget.SpendText(text.Length);
        return text;
    }

    /// <summary>As <c>repr()</c> of a text: in single quotes, unless it holds those and no double ones.</summary>
    public static string Quote(string value)
    {
        var quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        var text = new StringBuilder(value.Length + 2).Append(quote);
        foreach (var rune in value.EnumerateRunes()) AppendEscaped(text, rune, quote);
        return text.Append(quote).ToString();
    }

    /// <summary>As <c>str.isprintable</c>: no control, no unassigned character, no space but the plain one.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    /// <param name="around">The lists and dicts that the value is in: one that holds itself is not gone through again.</param>
    private static void Append(StringBuilder text, object? value, List<object> around)
    {
        PythonStack.Check();
        WorkBudget.Spend(WorkBudget.Character * 4);
        switch (value)
        {
            case List<object?> or PyDict when around.Contains(value, ReferenceEqualityComparer.Instance):
                text.Append(value is PyDict ? "{...}" : "[...]");
                break;
            case List<object?> list:
                around.Add(list);
                AppendItems(text.Append('['), list, around).Append(']');
                around.RemoveAt(around.Count - 1);
                break;
            case PyTuple tuple:
                AppendItems(text.Append('('), tuple, around).Append(tuple.Count == 1 ? ",)" : ")");
                break;
            case PyDict dict:
                around.Add(dict);
                AppendDict(text, dict, around);
                around.RemoveAt(around.Count - 1);
                break;
            case PyDictView view:
                text.Append(PythonTypes.NameOf(view)).Append('(');
                AppendItems(text.Append('['), view.Items, around).Append("])");
                break;
            case PyRange range:
                text.Append(CultureInfo.InvariantCulture, $"range({range.Start}, {range.Stop}");
                text.Append(range.Step == 1 ? ")" : string.Create(CultureInfo.InvariantCulture, $", {range.Step})"));
                break;
            case Markup markup:
                text.Append("Markup(").Append(Quote(markup.Text)).Append(')');
                break;
            case Undefined:
                text.Append("Undefined");
                break;
            case Namespace space:
                AppendDict(text.Append("<Namespace "), space.Attributes, around);
                text.Append('>');
                break;
            case Callable callable:
                text.Append('<').Append(callable.TypeName).Append(' ').Append(callable.Name).Append('>');
                break;
            case IPythonObject host:
                text.Append(host.Text);
                break;
            case PyIterator iterator:
                text.Append('<').Append(iterator.TypeName).Append(" object>");
                break;
            default:
                text.Append(value is null or bool or long or double or BigInteger or string ? Repr(value) : $"<{PythonTypes.NameOf(value)} object>");
                break;
        }
    }

    private static StringBuilder AppendItems(StringBuilder text, IEnumerable<object?> items, List<object> around)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) text.Append(", ");
            isFirst = false;
            Append(text, item, around);
        }

        return text;
    }

    private static void AppendDict(StringBuilder text, PyDict dict, List<object> around)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var (key, item) in dict)
        {
            if (!isFirst) text.Append(", ");
            isFirst = false;
            Append(text, key, around);
            text.Append(": ");
            Append(text, item, around);
        }

        text.Append('}');
    }

    private static void AppendEscaped(StringBuilder text, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case '\\': text.Append("\\\\"); break;
            case var c when c == quote: text.Append('\\').Append(quote); break;
            default: AppendOrEscape(text, rune); break;
        }
    }

    private static StringBuilder AppendOrEscape(StringBuilder text, Rune rune) => rune.Value switch
    {
        _ when IsPrintable(rune) => text.Append(rune),
        <= 0xff => text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        <= 0xffff => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        _ => text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
    };
}
