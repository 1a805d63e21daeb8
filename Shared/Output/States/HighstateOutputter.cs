using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Salt.Shared.Output.States;

/// <summary>Salt's layout of results of states: each with what it is, what came of it and what changed, then counts. What is no
/// such result is laid out nested.</summary>
internal sealed class HighstateOutputter(TextWriter writer, Palette palette, StateOutput output) : IOutputter
{
    private const int ChangesIndent = 14;
    private const int CountIndent = 7;
    private const int TimeIndent = 5;

    private static readonly string[] Labels = ["Succeeded", "Failed", "Not Run", "Warnings"];

    private readonly NestedOutputter _nested = new(writer, palette);

    public bool IsPage => true;

    public void Write(JsonElement data) => _nested.Write(data);

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        if (StateLine.Of(value) is { } lines) Print(name, lines);
        else if (IsErrors(value)) PrintErrors(name, value);
        else _nested.WriteReturn(name, value, failed);
    }

    public void EndReturns()
    {
    }

    private static bool IsErrors(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);

    private void PrintErrors(string name, JsonElement errors)
    {
        var text = new StringBuilder();
        Line(text, palette.Failure, $"{name}:");
        Line(text, palette.Failure, "    Data failed to compile:");
        foreach (var error in errors.EnumerateArray())
        {
            Line(text, palette.Failure, "----------");
            Line(text, palette.Failure, "    " + Harmless(error.GetString()!));
        }

        Page.Print(writer, text.ToString());
    }

    private void Print(string name, IReadOnlyList<StateLine> lines)
    {
        var text = new StringBuilder();
        var worst = lines.Any(line => line.Result == false) ? palette.Failure
            : lines.Any(line => line.Result is null) ? palette.Value
            : lines.Any(line => line.HasChanges) ? palette.Key : palette.Text;
        Line(text, worst, $"{name}:");
        foreach (var line in lines.Where(IsShown))
        {
            if (IsInFull(line)) AppendFull(text, line);
            else AppendTerse(text, line);
        }

        AppendCounts(text, name, lines);
        Page.Print(writer, text.ToString());
    }

    private bool IsShown(StateLine line) => output.Verbose || line.Result != true || line.HasChanges;

    private bool IsInFull(StateLine line) => output.Detail switch
    {
        StateDetail.Full => true,
        StateDetail.Terse => false,
        StateDetail.Mixed => line.Result == false,
        _ => line.Result != true || line.HasChanges,
    };

    private string ColourOf(StateLine line) => line.Result switch
    {
        false => palette.Failure,
        null => palette.Value,
        _ => line.HasChanges ? palette.Key : palette.Text,
    };

    private void AppendFull(StringBuilder text, StateLine line)
    {
        var colour = ColourOf(line);
        Line(text, colour, "----------");
        Field("      ID", line.Id);
        Field("Function", $"{line.Module}.{line.Function}");
        if (line.Id != line.Name) Field("    Name", line.Name);
        Field("  Result", line.ResultText);
        Field(" Comment", Indented(line.Comment));
        if (line.Started is { } started) Field(" Started", started);
        if (line.Duration is { } duration) Field("Duration", $"{duration} ms");
        if (line.Warnings.Count > 0) Field("Warnings", Indented(string.Join('\n', line.Warnings)));
        Line(text, colour, "     Changes:   ");
        if (!line.HasChanges) return;
        var changes = new NestedLayout(palette, palette.Key, palette.Text);
        changes.Append(line.Changes, ChangesIndent, "");
        text.Append(changes);

        void Field(string label, string value) => Line(text, colour, $"    {label}: {Harmless(value)}", indent: 4);
    }

    private void AppendTerse(StringBuilder text, StateLine line)
    {
        var result = line.Result switch { false => "Failed", null => "Differs", _ => line.HasChanges ? "Changed" : "Clean" };
        var who = output.ById ? line.Id : line.Name;
        var started = line.Started is { } time ? $" - Started: {time}" : "";
        var duration = line.Duration is { } milliseconds ? $" - Duration: {milliseconds} ms" : "";
        Line(text, ColourOf(line), $"  Name: {Harmless(who)} - Function: {line.Module}.{line.Function} - Result: {result}{started}{duration}", indent: 2);
    }

    private void AppendCounts(StringBuilder text, string name, IReadOnlyList<StateLine> lines)
    {
        int[] counts = [lines.Count(line => line.Result == true), lines.Count(line => line.Result == false), lines.Count(line => line.Result is null), lines.Count(line => line.Warnings.Count > 0)];
        var width = Labels.Max(label => label.Length) + counts.Max(count => Text(count).Length) + 2;
        var rule = new string('-', width);
        var changed = lines.Count(line => line.HasChanges);
        string[] details = [.. new[] { counts[2] > 0 ? $"unchanged={counts[2]}" : "", changed > 0 ? $"changed={changed}" : "" }.Where(detail => detail.Length > 0)];
        text.Append('\n');
        Line(text, palette.Key, $"Summary for {name}");
        Line(text, palette.Key, rule);
        Line(text, palette.Text, Count(Labels[0], counts[0] + counts[2]) + (details.Length > 0 ? $" ({string.Join(", ", details)})" : ""));
        Line(text, counts[1] > 0 ? palette.Failure : palette.Key, Count(Labels[1], counts[1]));
        if (counts[3] > 0) Line(text, palette.Failure, Count(Labels[3], counts[3]));
        Line(text, palette.Key, rule);
        Line(text, palette.Key, $"Total states run: {Text(lines.Count).PadLeft(width - CountIndent)}");
        var milliseconds = lines.Sum(line => line.Milliseconds);
        var (time, unit) = milliseconds > 999 ? (milliseconds / 1000, "s") : (milliseconds, "ms");
        Line(text, palette.Key, $"Total run time: {time.ToString("F3", CultureInfo.InvariantCulture).PadLeft(width - TimeIndent)} {unit}");

        string Count(string label, int count) => $"{label}: {Text(count).PadLeft(width - label.Length - 2)}";
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    // Lines below the first stand where the first began.
    private static string Indented(string text) => text.Trim().Replace("\n", "\n" + new string(' ', ChangesIndent), StringComparison.Ordinal);

    private static string Harmless(string text) => NestedLayout.Harmless(text);

    private void Line(StringBuilder text, string colour, string line, int indent = 0) =>
        text.Append(line, 0, indent).Append(colour).Append(line, indent, line.Length - indent).Append(palette.End).Append('\n');
}
