using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Cli.Tables;
using Salt.Shared.Output;
using Salt.Shared.Values;

namespace Salt.Cli.Schedules;

/// <summary>Schedules of minions and master as one table, drawn when all have answered.</summary>
/// <param name="columns">Behind <c>Minion</c> and <c>Entry</c>.</param>
/// <param name="cells">What stands in them for an entry.</param>
internal sealed class ScheduleTable(Terminal terminal, IReadOnlyList<string> columns, Func<JsonElement, IEnumerable<(string Text, string Colour)>> cells) : IOutputter
{
    private readonly TableText _table = new(["Minion", "Entry", .. columns]);

    public bool IsPage => true;

    public void Write(JsonElement data)
    {
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        if (failed || value.ValueKind != JsonValueKind.Object)
        {
            _table.Add([(name, failed ? "red" : ""), (PythonText.Str(value), failed ? "red" : ""), .. columns.Select(_ => ("", ""))]);
            return;
        }

        foreach (var entry in value.EnumerateObject())
            _table.Add([(name, "aqua"), (entry.Name, ""), .. cells(entry.Value)]);
    }

    public void EndReturns() => _table.Print(terminal);

    /// <summary>What an entry runs, when, and whether it does.</summary>
    public static ScheduleTable OfEntries(Terminal terminal) => new(
        terminal,
        ["Function", "When", "Enabled"],
        entry => [(Text(entry, "function"), ""), (When(entry), ""), IsOff(entry) ? ("no", "yellow") : ("yes", "green")]);

    /// <summary>When an entry runs next.</summary>
    public static ScheduleTable OfTimes(Terminal terminal) => new(
        terminal,
        ["Next"],
        times => [(times.ValueKind == JsonValueKind.Array ? string.Join('\n', times.EnumerateArray().Select(PythonText.Str)) : PythonText.Str(times), "")]);

    private static string When(JsonElement entry) => entry.ValueKind != JsonValueKind.Object ? PythonText.Str(entry) : string.Join(", ", entry.EnumerateObject()
        .Where(option => option.Name is "cron" or "when" or "once" or "seconds" or "minutes" or "hours" or "days")
        .Select(option => $"{option.Name} {PythonText.Str(option.Value)}"));

    private static bool IsOff(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False;

    private static string Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? PythonText.Str(value) : "";
}
