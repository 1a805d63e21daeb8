using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Jinja.Values;

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

    /// <summary>As <c>str()</c>: a text is itself; nothing is <c>None</c>.</summary>
    public static string Str(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : Repr(value);

    /// <summary>As <c>repr()</c>; nothing is <c>None</c>.</summary>
    public static string Repr(JsonNode? value)
    {
        if (value is null) return "None";
        using var document = JsonDocument.Parse(value.ToJsonString());
        return Repr(document.RootElement);
    }

    /// <inheritdoc cref="PythonString.Quote"/>
    public static string Quote(string value) => PythonString.Quote(value);

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

    /// <summary>Whole numbers exactly as they are.</summary>
    private static string Number(string raw) => raw.AsSpan().ContainsAny('.', 'e', 'E')
        ? PythonFloat.Repr(double.Parse(raw, CultureInfo.InvariantCulture))
        : raw;
}
