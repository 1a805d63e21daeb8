using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>JSON values as Python prints them: <c>True</c>, <c>None</c>, <c>{'a': [1, 2.5]}</c>.</summary>
internal static class PythonText
{
    /// <summary>Python's <c>str</c>: a string is itself, anything else its <see cref="Repr(JsonElement)"/>.</summary>
    public static string Str(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : Repr(value);

    /// <summary>Python's <c>repr</c>.</summary>
    public static string Repr(JsonElement value) => Append(new StringBuilder(), value).ToString();

    /// <summary>A number: integers exact whatever their size, anything with a point or an exponent as a float.</summary>
    public static string Number(JsonElement value)
    {
        var text = value.GetRawText();
        if (text.AsSpan().IndexOfAny(".eE") >= 0) return PythonFloat.Repr(value.GetDouble());
        return text == "-0" ? "0" : text;
    }

    public static StringBuilder AppendRepr(StringBuilder output, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        output.Append(quote);
        foreach (var rune in text.EnumerateRunes()) AppendRune(output, rune, quote);
        return output.Append(quote);
    }

    public static StringBuilder Append(StringBuilder output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(Action<StringBuilder> (member) => text =>
                    Append(AppendRepr(text, member.Name).Append(": "), member.Value));
                return AppendList(output, '{', members, '}');
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select(Action<StringBuilder> (item) => text => Append(text, item));
                return AppendList(output, '[', items, ']');
            case JsonValueKind.String:
                return AppendRepr(output, value.GetString()!);
            case JsonValueKind.Number:
                return output.Append(Number(value));
            default:
                return output.Append(Constant(value.ValueKind));
        }
    }

    public static string Constant(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => "None",
    };

    private static StringBuilder AppendList(
        StringBuilder output, char open, IEnumerable<Action<StringBuilder>> parts, char close)
    {
        output.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first) output.Append(", ");
            first = false;
            part(output);
        }

        return output.Append(close);
    }

    private static void AppendRune(StringBuilder output, Rune rune, char quote)
    {
        var code = rune.Value;
        if (code == quote || code == '\\') output.Append('\\').Append((char)code);
        else if (code == '\n') output.Append("\\n");
        else if (code == '\r') output.Append("\\r");
        else if (code == '\t') output.Append("\\t");
        else if (IsPrintable(rune)) output.Append(rune.ToString());
        else if (code <= 0xff) output.Append("\\x").Append(code.ToString("x2", CultureInfo.InvariantCulture));
        else if (code <= 0xffff) output.Append("\\u").Append(code.ToString("x4", CultureInfo.InvariantCulture));
        else output.Append("\\U").Append(code.ToString("x8", CultureInfo.InvariantCulture));
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
