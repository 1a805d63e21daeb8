using System.Text;
using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output.Yaml;

/// <summary>Writes JSON values as PyYAML's <c>safe_dump(default_flow_style=False, allow_unicode=True)</c> does: keys
/// sorted, lists no deeper than the key above them, long lines folded at 80 columns.</summary>
public sealed class YamlEmitter
{
    private const int Step = 2;

    // A key that may stand before its colon, less the five characters of the tag "!!str" that PyYAML counts with it.
    private const int MaxSimpleKey = 128 - 5;
    private readonly YamlText _text = new();

    /// <summary>A whole document.</summary>
    public string Document(JsonElement data)
    {
        if (IsFilled(data))
        {
            Block(data, 0);
            return _text.ToString();
        }

        var plain = Scalar(data, Step);
        _text.Break();
        // A plain text alone could go on behind its line; the mark ends it.
        if (plain) _text.Append("...\n");
        return _text.ToString();
    }

    /// <summary>One member of a mapping at the left margin.</summary>
    public string Member(string name, JsonElement value)
    {
        Member(name, value, 0);
        return _text.ToString();
    }

    // Cursor: where the first line of the block begins. Leaves it at the start of a line.
    private void Block(JsonElement value, int indent)
    {
        if (value.ValueKind == JsonValueKind.Array) Items(value, indent);
        else Members(value, indent);
    }

    private void Members(JsonElement map, int indent)
    {
        foreach (var member in map.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            _text.Indent(indent);
            Member(member.Name, member.Value, indent);
        }
    }

    private void Member(string name, JsonElement value, int indent)
    {
        Rune[] key = [.. name.EnumerateRunes()];
        if (key.Length is > 0 and < MaxSimpleKey && !ScalarAnalysis.Of(key).Multiline)
        {
            ScalarWriter.Write(_text, name, indent + Step, isKey: true);
            _text.Append(":");
            // A list in a mapping is not indented.
            Value(value, value.ValueKind == JsonValueKind.Array ? indent : indent + Step, indent + Step);
            return;
        }

        _text.Append("? ");
        ScalarWriter.Write(_text, name, indent + Step, isKey: false);
        _text.Break();
        _text.Indent(indent);
        _text.Append(":");
        if (IsFilled(value))
        {
            _text.Append(" ");
            Block(value, indent + Step);
        }
        else
        {
            Value(value, indent, indent + Step);
        }
    }

    private void Value(JsonElement value, int blockIndent, int scalarIndent)
    {
        if (IsFilled(value))
        {
            _text.Break();
            Block(value, blockIndent);
            return;
        }

        _text.Append(" ");
        Scalar(value, scalarIndent);
        _text.Break();
    }

    private void Items(JsonElement list, int indent)
    {
        foreach (var item in list.EnumerateArray())
        {
            _text.Indent(indent);
            _text.Append("- ");
            if (IsFilled(item))
            {
                Block(item, indent + Step);
            }
            else
            {
                Scalar(item, indent + Step);
                _text.Break();
            }
        }
    }

    /// <returns>Whether it was written without quotes or brackets.</returns>
    private bool Scalar(JsonElement value, int indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                _text.Append("{}");
                return false;
            case JsonValueKind.Array:
                _text.Append("[]");
                return false;
            case JsonValueKind.String:
                return ScalarWriter.Write(_text, value.GetString()!, indent, isKey: false);
            case JsonValueKind.Number:
                _text.Append(Number(value));
                return true;
            default:
                _text.Append(value.GetRawText());
                return true;
        }
    }

    // YAML 1.1 wants a point in a float: 1e+16 would be read back as text.
    private static string Number(JsonElement value)
    {
        var text = PythonText.Repr(value);
        if (text.EndsWith("inf", StringComparison.Ordinal)) return text.Replace("inf", ".inf", StringComparison.Ordinal);
        return text.Contains('e') && !text.Contains('.') ? text.Replace("e", ".0e", StringComparison.Ordinal) : text;
    }

    private static bool IsFilled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => false,
    };
}
