using System.Text;
using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>One text in Salt's nested layout, in the making.</summary>
/// <param name="keys">The colour of keys and of the line above them.</param>
/// <param name="marks">The colour of <c>|_</c>.</param>
internal sealed class NestedLayout(Palette palette, string keys, string marks)
{
    private const int Deeper = 4;
    private readonly StringBuilder _text = new();

    public void Append(JsonElement value, int indent, string prefix)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (indent > 0) Line(indent, keys, "", "----------");
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                    AppendMember(member.Name, member.Value, indent, prefix);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) AppendItem(item, indent);
                break;
            case JsonValueKind.String:
                AppendLines(value.GetString()!, indent, prefix);
                break;
            default:
                Line(indent, palette.Value, prefix, PythonText.Repr(value));
                break;
        }
    }

    public void AppendMember(string name, JsonElement value, int indent, string prefix)
    {
        Line(indent, keys, prefix, Harmless(name), ":");
        Append(value, indent + Deeper, "");
    }

    public override string ToString() => _text.ToString();

    private void AppendItem(JsonElement item, int indent)
    {
        if (item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            Append(item, indent, "- ");
            return;
        }

        Line(indent, marks, "", "|_");
        Append(item, indent + 2, "");
    }

    private void AppendLines(string text, int indent, string prefix)
    {
        foreach (var line in PythonLines.Split(text))
        {
            Line(indent, palette.Text, prefix, Harmless(line));
            prefix = new string(' ', prefix.Length);
        }
    }

    /// <summary>What a minion returns must not steer the operator's terminal.</summary>
    public static string Harmless(string line) => line.Replace('\e', '?');

    private void Line(int indent, string colour, string prefix, string text, string suffix = "") =>
        _text.Append(' ', indent).Append(colour).Append(prefix).Append(text).Append(palette.End).Append(suffix).Append('\n');
}
