using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Salt.Shared.Values;

/// <summary>Values as Python writes them, which is how Salt shows and matches them: <c>True</c>, <c>None</c>,
/// <c>['a', 1.0]</c>, <c>{'k': 'v'}</c>.</summary>
public static class PythonText
{
    /// <summary>As <c>str()</c>: a text is itself.</summary>
    public static string Str(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : Repr(value);

    /// <summary>As <c>repr()</c>: a text is quoted.</summary>
    public static string Repr(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>As <c>repr()</c> of a text: in single quotes, unless it holds those and no double ones.</summary>
    public static string Quote(string value)
    {
        var quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        var text = new StringBuilder(value.Length + 2).Append(quote);
        foreach (var rune in value.EnumerateRunes()) AppendEscaped(text, rune, quote);
        return text.Append(quote).ToString();
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(member => $"{Quote(member.Name)}: {Repr(member.Value)}");
                text.Append('{').AppendJoin(", ", members).Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[').AppendJoin(", ", value.EnumerateArray().Select(Repr)).Append(']');
                break;
            case JsonValueKind.String:
                text.Append(Quote(value.GetString()!));
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetRawText()));
                break;
            case JsonValueKind.True:
                text.Append("True");
                break;
            case JsonValueKind.False:
                text.Append("False");
                break;
            default:
                text.Append("None");
                break;
        }
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

    /// <summary>As <c>str.isprintable</c>: no control, no unassigned character, no space but the plain one.</summary>
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    /// <summary>Whole numbers exactly as they are.</summary>
    private static string Number(string raw) => raw.AsSpan().ContainsAny('.', 'e', 'E')
        ? PythonFloat.Repr(double.Parse(raw, CultureInfo.InvariantCulture))
        : raw;
}
