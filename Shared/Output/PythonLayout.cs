using System.Text;
using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>A value as Python's <c>pprint.pformat</c> lays it out at 80 columns: on one line what fits there, else each item
/// below the first, keys sorted, long text in pieces.</summary>
internal sealed class PythonLayout
{
    private const int Width = 80;
    private readonly StringBuilder _text = new();

    private PythonLayout()
    {
    }

    public static string Of(JsonElement value)
    {
        var layout = new PythonLayout();
        layout.Append(value, indent: 0, behind: 0, isNested: false);
        return layout._text.ToString();
    }

    /// <param name="indent">The column where the value begins.</param>
    /// <param name="behind">How many characters have to fit behind it on its last line.</param>
    private void Append(JsonElement value, int indent, int behind, bool isNested)
    {
        var whole = Repr(value);
        if (whole.Length <= Width - indent - behind)
        {
            _text.Append(whole);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                AppendMembers(value, indent, behind);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                AppendItems(value, indent, behind);
                break;
            case JsonValueKind.String:
                AppendText(value.GetString()!, whole, indent, behind, isNested);
                break;
            default:
                _text.Append(whole);
                break;
        }
    }

    private void AppendMembers(JsonElement value, int indent, int behind)
    {
        var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
        _text.Append('{');
        for (var index = 0; index < members.Count; index++)
        {
            var key = PythonText.Quote(members[index].Name);
            var isLast = index == members.Count - 1;
            _text.Append(key).Append(": ");
            Append(members[index].Value, indent + 1 + key.Length + 2, isLast ? behind + 1 : 1, isNested: true);
            if (!isLast) Break(',', indent + 1);
        }

        _text.Append('}');
    }

    private void AppendItems(JsonElement value, int indent, int behind)
    {
        var left = value.GetArrayLength();
        _text.Append('[');
        foreach (var item in value.EnumerateArray())
        {
            var isLast = --left == 0;
            Append(item, indent + 1, isLast ? behind + 1 : 1, isNested: true);
            if (!isLast) Break(',', indent + 1);
        }

        _text.Append(']');
    }

    // Pieces end at line breaks and blanks. Outside of a map or list they are held together by brackets.
    private void AppendText(string text, string whole, int indent, int behind, bool isNested)
    {
        var column = isNested ? indent : indent + 1;
        var pieces = Pieces(text, Width - column, isNested ? behind : behind + 1);
        if (pieces.Count < 2)
        {
            _text.Append(whole);
            return;
        }

        if (!isNested) _text.Append('(');
        _text.AppendJoin($"\n{new string(' ', column)}", pieces);
        if (!isNested) _text.Append(')');
    }

    private static List<string> Pieces(string text, int room, int behind)
    {
        var pieces = new List<string>();
        var lines = Lines(text);
        for (var index = 0; index < lines.Count; index++)
        {
            var isLastLine = index == lines.Count - 1;
            if (PythonText.Quote(lines[index]).Length <= room - (isLastLine ? behind : 0))
            {
                pieces.Add(PythonText.Quote(lines[index]));
                continue;
            }

            var parts = Parts(lines[index]);
            var current = "";
            for (var part = 0; part < parts.Count; part++)
            {
                var longer = current + parts[part];
                var most = room - (isLastLine && part == parts.Count - 1 ? behind : 0);
                if (PythonText.Quote(longer).Length > most)
                {
                    if (current.Length > 0) pieces.Add(PythonText.Quote(current));
                    current = parts[part];
                }
                else
                {
                    current = longer;
                }
            }

            if (current.Length > 0) pieces.Add(PythonText.Quote(current));
        }

        return pieces;
    }

    // Each with its line break.
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) + 1;
            if (end == 0) end = text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    // Words, each with the blanks behind it.
    private static List<string> Parts(string line)
    {
        var parts = new List<string>();
        for (var start = 0; start < line.Length;)
        {
            var end = start;
            while (end < line.Length && !char.IsWhiteSpace(line[end])) end++;
            while (end < line.Length && char.IsWhiteSpace(line[end])) end++;
            parts.Add(line[start..end]);
            start = end;
        }

        return parts;
    }

    private void Break(char mark, int indent) => _text.Append(mark).Append('\n').Append(' ', indent);

    private static string Repr(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
                .Select(member => $"{PythonText.Quote(member.Name)}: {Repr(member.Value)}");
            return $"{{{string.Join(", ", members)}}}";
        }

        return value.ValueKind == JsonValueKind.Array ? $"[{string.Join(", ", value.EnumerateArray().Select(Repr))}]" : PythonText.Repr(value);
    }
}
