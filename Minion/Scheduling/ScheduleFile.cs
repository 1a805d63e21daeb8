using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Scheduling;

/// <summary><c>schedule.json</c> in the minion's cache folder.</summary>
internal sealed class ScheduleFile(string cache)
{
    private const int Format = 1;

    public string Path { get; } = System.IO.Path.Combine(cache, "schedule.json");

    /// <summary>Empty if there is none.</summary>
    /// <exception cref="FormatException">It is damaged, or of a newer layout.</exception>
    public ScheduleState Read()
    {
        if (!File.Exists(Path)) return ScheduleState.Empty;
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(Path))!.AsObject();
            if (json["format"]!.GetValue<int>() > Format) throw new FormatException($"its layout is newer than this program's {Format}");
            return new ScheduleState(
                json["enabled"]?.GetValue<bool>(),
                json["added"]!.DeepClone().AsObject(),
                json["progress"]!.AsObject().ToDictionary(entry => entry.Key, entry => ToProgress(entry.Value!.AsObject())));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <exception cref="IOException">No room, or the disk is failing; the file is as it was.</exception>
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
        };
        Durable.Write(Path, Encoding.UTF8.GetBytes(json.ToJsonString()), sync);
    }

    private static JsonObject ToJson(EntryProgress entry) => new()
    {
        ["definition"] = entry.Definition.DeepClone(),
        ["anchor_us"] = Microseconds.From(entry.Anchor),
        ["seen_us"] = Microseconds.From(entry.Seen),
        ["last_run_us"] = entry.LastRun is { } last ? Microseconds.From(last) : null,
        ["skips_us"] = new JsonArray([.. entry.Skips.Select(time => (JsonNode)Microseconds.From(time))]),
        ["extra_us"] = new JsonArray([.. entry.Extra.Select(time => (JsonNode)Microseconds.From(time))]),
    };

    private static EntryProgress ToProgress(JsonObject json) => new(
        json["definition"]!.DeepClone().AsObject(),
        Time(json["anchor_us"]!),
        Time(json["seen_us"]!),
        json["last_run_us"] is { } last ? Time(last) : null,
        [.. json["skips_us"]!.AsArray().Select(time => Time(time!))],
        [.. json["extra_us"]!.AsArray().Select(time => Time(time!))]);

    private static DateTimeOffset Time(JsonNode microseconds) => Microseconds.ToTime(microseconds.GetValue<long>());
}
