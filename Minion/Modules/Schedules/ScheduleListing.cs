using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Output;
using Salt.Shared.Output.Yaml;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Modules.Schedules;

/// <summary>Functions that look at the schedule.</summary>
internal static class ScheduleListing
{
    private const string Hidden = "__";
    private const int MostTimes = 1000;

    public static JsonNode List(FunctionCall call)
    {
        var asText = call.Arguments.Flag("return_yaml");
        var entries = call.Minion.Schedule.Read(book => Entries(call, book, asText));
        return asText ? Text(entries) : entries;
    }

    public static JsonNode IsEnabled(FunctionCall call) => call.Minion.Schedule.Read(book =>
        call.Arguments.Text("name") is { } name ? book.Find(name) is { IsEnabled: true } : book.Runs);

    public static JsonNode Status(FunctionCall call)
    {
        var schedule = call.Minion.Schedule;
        var name = call.Arguments.Text("name")!;
        var format = call.Arguments.Text("time_fmt")!;
        return schedule.Read(book =>
        {
            if (book.Find(name) is not { } item) return new JsonObject();
            var status = item.Describe();
            status["_source"] = item.Source.ToName();
            if (item.Fault is not null) return status;
            status["_last_run"] = Text(item.LastRun, format);
            status["_next_fire_time"] = Text(item.Due, format);
            status["_next_scheduled_fire_time"] = Text(item.Next, format);
            status["_running"] = new JsonArray([.. schedule.RunsOf(name).Select(jid => (JsonNode)jid)]);
            status["_skips"] = new JsonArray([.. item.Skips.Select(time => (JsonNode)ScheduleTimes.Text(time, format))]);
            return status;
        });
    }

    public static JsonObject NextFireTime(FunctionCall call) => call.Minion.Schedule.Read(book =>
    {
        var name = call.Arguments.Text("name")!;
        if (Absent(book, name) is { } why) return ScheduleAnswers.Failed(why);
        return new JsonObject { ["result"] = true, ["next_fire_time"] = Text(Running(book, name)?.Due, call.Arguments.Text("fmt")!) };
    });

    public static Outcome Next(FunctionCall call)
    {
        var count = call.Arguments.WholeNumber("count")!.Value;
        if (count is < 1 or > MostTimes) throw new RefusedException($"ERROR: count is {count}; it can be 1 to {MostTimes}");
        var now = call.Minion.Clock.GetUtcNow();
        JsonArray Times(ScheduleItem item) => new([.. FireTimes.NextMany(item.Entry!, item.Anchor, Later(item.Seen, now), (int)count)
            .Select(time => (JsonNode)ScheduleTimes.Text(time, ScheduleTimes.DefaultFormat))]);
        return call.Minion.Schedule.Read(book =>
        {
            if (call.Arguments.Text("name") is { } name)
            {
                if (Absent(book, name) is { } why) return new Outcome(why, 1);
                return new Outcome(Running(book, name) is { } item ? Times(item) : []);
            }

            var times = new JsonObject();
            foreach (var item in book.Items.Where(item => Running(book, item.Name) is not null)) times[item.Name] = Times(item);
            return new Outcome(times);
        });
    }

    public static JsonNode Missed(FunctionCall call)
    {
        var name = call.Arguments.Text("name");
        return call.Minion.Schedule.Read(book => new JsonArray([.. book.Missed
            .Where(missed => name is null || missed.Name == name)
            .Select(missed => new JsonObject
            {
                ["name"] = missed.Name,
                ["time"] = ScheduleTimes.Text(missed.Due, ScheduleTimes.DefaultFormat),
                ["count"] = missed.Count,
                ["reason"] = missed.Reason,
            })]));
    }

    /// <summary>Why an entry has no times; null: it may have some.</summary>
    private static string? Absent(ScheduleBook book, string name) =>
        book.Find(name) is not { } item ? $"Job {name} does not exist."
        : item.Fault is { } fault ? $"Job {name} does not run: {fault}"
        : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static ScheduleItem? Running(ScheduleBook book, string name) =>
        book.Find(name) is { IsEnabled: true } item && book.Runs ? item : null;

    private static JsonNode? Text(DateTimeOffset? time, string format) => time is { } known ? ScheduleTimes.Text(known, format) : null;

    private static JsonObject Entries(FunctionCall call, ScheduleBook book, bool isFull)
    {
        var where = call.Arguments.Text("where");
        var entries = new JsonObject();
        if (call.Arguments.Text("name") is null)
        {
            if (book.Enabled is { } enabled) entries["enabled"] = enabled;
            if (call.Minion.Schedule.Faults is { Count: > 0 } faults) entries["invalid"] = new JsonArray([.. faults.Select(fault => (JsonNode)fault)]);
        }

        foreach (var item in book.Items)
        {
            if (item.Name.StartsWith(Hidden, StringComparison.Ordinal) && !call.Arguments.Flag("show_all")) continue;
            if (item.Definition["enabled"]?.GetValueKind() == JsonValueKind.False && !call.Arguments.Flag("show_disabled")) continue;
            if (call.Arguments.Text("name") is { } name && item.Name != name) continue;
            if (where is not null && item.Source.ToName() != where) continue;
            var described = item.Describe();
            if (isFull)
            {
                described["saved"] = call.Minion.Schedule.IsSaved(item);
                described["source"] = item.Source.ToName();
            }

            entries[item.Name] = described;
        }

        return entries;
    }

    private static string Text(JsonObject entries) =>
        new YamlEmitter().Member("schedule", JsonText.Of(entries));
}
