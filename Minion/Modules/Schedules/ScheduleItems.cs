using System.Text.Json.Nodes;
using Salt.Minion.Scheduling;
using Salt.Shared.Output;

namespace Salt.Minion.Modules.Schedules;

/// <summary>From the options of a call to an entry of the schedule. Pure.</summary>
internal static class ScheduleItems
{
    private static readonly string[] Intervals = ["seconds", "minutes", "hours", "days"];
    private static readonly string[] Timings = [.. Intervals, "cron", "when", "once", "once_fmt"];

    /// <summary>A new entry: the options, and what Salt adds to them.</summary>
    public static JsonObject Build(string name, JsonObject options)
    {
        var item = new JsonObject { ["enabled"] = true, ["jid_include"] = true, ["maxrunning"] = 1, ["name"] = name };
        Set(item, options);
        return item;
    }

    /// <summary>An entry with some options changed. Timings do not add up: a new one replaces what was there.</summary>
    public static JsonObject Modify(string name, JsonObject old, JsonObject options)
    {
        var item = old.DeepClone().AsObject();
        item["name"] = name;
        if (options.Any(option => Timings.Contains(option.Key)))
        {
            foreach (var timing in Timings) item.Remove(timing);
        }

        Set(item, options);
        return item;
    }

    /// <summary>Salt's sentence for two timings of different kinds; null: there is one at most.</summary>
    public static string? MixesTimings(JsonObject options) =>
        options.Any(option => Intervals.Contains(option.Key)) && (options.ContainsKey("when") || options.ContainsKey("cron"))
            ? "Unable to use \"seconds\", \"minutes\", \"hours\", or \"days\" with \"when\" or \"cron\" options."
            : null;

    /// <summary>What is wrong with an entry, in one line; null: nothing.</summary>
    public static string? Fault(MinionSchedule schedule, string name, JsonObject item) =>
        MixesTimings(item) ?? schedule.Check(name, JsonText.Of(item));

    private static void Set(JsonObject item, JsonObject options)
    {
        foreach (var (option, value) in options)
        {
            var key = option switch { "job_args" => "args", "job_kwargs" => "kwargs", _ => option };
            // Said to be absent, as Salt's own defaults say it.
            if (value is null) item.Remove(key);
            else item[key] = value.DeepClone();
        }
    }
}
