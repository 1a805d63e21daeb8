using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Scheduling;

/// <summary><c>schedule.json</c> in the minion's cache folder.</summary>
internal sealed class ScheduleFile(string cache)
{
    private const int Format = 1;

    public string Path { get; } = System.IO.Path.Combine(cache, "schedule.json");

    /// <summary>Empty if there is none, or none that can be read: it is set aside then.</summary>
    /// <param name="tell">Is told where it is now, and what is wrong with it.</param>
    public ScheduleState Read(Action<string, string> tell) => KeptJson.ReadOrSetAside(Path, ScheduleState.Empty, ToState, tell);

    /// <exception cref="IOException">No room, or the disk is failing; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(ScheduleState state, bool sync)
    {
        var progress = new JsonObject();
        foreach (var (name, entry) in state.Progress) progress[name] = ToJson(entry);
        var json = new JsonObject
        {
            ["format"] = Format,
            ["enabled"] = state.Enabled,
            ["added"] = state.Added.DeepClone(),
            ["progress"] = progress,
            ["answers"] = new JsonArray([.. state.Answers.Select(answer => (JsonNode)new JsonObject { ["key"] = answer.Key, ["answer"] = answer.Answer.DeepClone() })]),
        };
        Durable.Write(Path, Encoding.UTF8.GetBytes(json.ToJsonString()), sync);
    }

    private static ScheduleState ToState(JsonElement json)
    {
        if (json.GetProperty("format").GetInt32() > Format) throw new FormatException($"its layout is newer than this program's {Format}");
        return new ScheduleState(
            json.TryGetProperty("enabled", out var enabled) && enabled.ValueKind != JsonValueKind.Null ? enabled.GetBoolean() : null,
            MapIn(json, "added"),
            json.GetProperty("progress").EnumerateObject().ToDictionary(entry => entry.Name, entry => ToProgress(entry.Value)))
        {
            Answers = json.TryGetProperty("answers", out var answers)
                ? [.. answers.EnumerateArray().Select(answer => new ScheduleAnswer(answer.GetProperty("key").GetString() ?? "", MapIn(answer, "answer")))]
                : [],
        };
    }

    private static JsonObject ToJson(EntryProgress entry) => new()
    {
        ["definition"] = entry.Definition.DeepClone(),
        ["anchor_us"] = entry.Anchor.ToUnixMicroseconds(),
        ["seen_us"] = entry.Seen.ToUnixMicroseconds(),
        ["last_run_us"] = entry.LastRun is { } last ? last.ToUnixMicroseconds() : null,
        ["skips_us"] = new JsonArray([.. entry.Skips.Select(time => (JsonNode)time.ToUnixMicroseconds())]),
        ["extra_us"] = new JsonArray([.. entry.Extra.Select(time => (JsonNode)time.ToUnixMicroseconds())]),
    };

    private static EntryProgress ToProgress(JsonElement json) => new(
        MapIn(json, "definition"),
        Time(json.GetProperty("anchor_us")),
        Time(json.GetProperty("seen_us")),
        json.TryGetProperty("last_run_us", out var last) && last.ValueKind != JsonValueKind.Null ? Time(last) : null,
        [.. json.GetProperty("skips_us").EnumerateArray().Select(Time)],
        [.. json.GetProperty("extra_us").EnumerateArray().Select(Time)]);

    private static JsonObject MapIn(JsonElement json, string name) => json.GetProperty(name) is { ValueKind: JsonValueKind.Object } map
        ? JsonNode.Parse(map.GetRawText())!.AsObject()
        : throw new FormatException($"{name} is no map");

    private static DateTimeOffset Time(JsonElement microseconds) => Instants.ExactlyFromUnixMicroseconds(microseconds.GetInt64());
}
