using System.Text;
using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>Lists of maps, or of lists, as tables with frames; maps around them as in the nested layout. What is neither stands
/// below its name.</summary>
internal sealed class TableOutputter(TextWriter writer) : IOutputter
{
    private const int Deeper = 4;

    public bool IsPage => true;

    public void Write(JsonElement data)
    {
        var text = new StringBuilder();
        Append(text, data, 0);
        Page.Print(writer, text.ToString());
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        var text = new StringBuilder();
        AppendMember(text, name, value, 0);
        Page.Print(writer, text.ToString());
    }

    public void EndReturns()
    {
    }

    private static void Append(StringBuilder text, JsonElement value, int indent)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)) AppendMember(text, member.Name, member.Value, indent);
        }
        else if (Rows(value) is { } rows)
        {
            AppendTable(text, rows.Head, rows.Cells, indent);
        }
        else
        {
            foreach (var line in PythonLines.Split(PythonText.Str(value)).DefaultIfEmpty("")) Line(text, indent, NestedLayout.Harmless(line));
        }
    }

    private static void AppendMember(StringBuilder text, string name, JsonElement value, int indent)
    {
        Line(text, indent, $"{NestedLayout.Harmless(name)}:");
        Line(text, indent, "----------");
        Append(text, value, indent + Deeper);
    }

    // A list whose items are all maps, all lists, or all plain; null: it is no table.
    private static (IReadOnlyList<string>? Head, List<string[]> Cells)? Rows(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) return null;
        var items = value.EnumerateArray().ToList();
        if (items.TrueForAll(item => item.ValueKind == JsonValueKind.Object))
        {
            var head = items.SelectMany(item => item.EnumerateObject()).Select(member => member.Name).Distinct().Order(StringComparer.Ordinal).ToList();
            return (head, [.. items.Select(item => head.Select(name => item.TryGetProperty(name, out var cell) ? Cell(cell) : "").ToArray())]);
        }

        if (items.TrueForAll(item => item.ValueKind == JsonValueKind.Array))
        {
            var width = items.Max(item => item.GetArrayLength());
            return (null, [.. items.Select(item => item.EnumerateArray().Select(Cell).Concat(Enumerable.Repeat("", width - item.GetArrayLength())).ToArray())]);
        }

        return (null, [.. items.Select(item => new[] { Cell(item) })]);
    }

    private static string Cell(JsonElement value) => NestedLayout.Harmless(PythonText.Str(value).ReplaceLineEndings(" "));

    private static void AppendTable(StringBuilder text, IReadOnlyList<string>? head, List<string[]> cells, int indent)
    {
        List<string[]> rows = head is null ? cells : [[.. head.Select(name => NestedLayout.Harmless(name))], .. cells];
        var columns = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var rule = new string('-', columns.Sum(width => width + 3) + 1);
        Line(text, indent, rule);
        for (var index = 0; index < rows.Count; index++)
        {
            Line(text, indent, $"| {string.Join(" | ", rows[index].Select((cell, column) => cell.PadRight(columns[column])))} |");
            if (index == 0 && head is not null) Line(text, indent, rule);
        }

        Line(text, indent, rule);
    }

    private static void Line(StringBuilder text, int indent, string line) => text.Append(' ', indent).Append(line).Append('\n');
}
