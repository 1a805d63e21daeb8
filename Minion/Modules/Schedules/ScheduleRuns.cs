using System.Text.Json.Nodes;
using Salt.Shared.Scheduling;
using static Salt.Minion.Modules.Schedules.ScheduleAnswers;

namespace Salt.Minion.Modules.Schedules;

/// <summary>Functions about single runs of an entry.</summary>
internal static class ScheduleRuns
{
    public static JsonObject RunJob(FunctionCall call) => OnItem(call, (book, item, now) =>
    {
        if (item.Fault is { } fault) return Failed($"Job {item.Name} cannot run: {fault}");
        if (!item.IsEnabled && !call.Arguments.Flag("force")) return Done($"Job {item.Name} is disabled.");
        book.RunNow(item, now);
        return Done($"Scheduling Job {item.Name} on minion.");
    });

    public static JsonObject Skip(FunctionCall call) => OnItem(call, (_, item, _) =>
    {
        if (item.Fault is { } fault) return Failed($"Job {item.Name} does not run: {fault}");
        if (ScheduleTimes.Read(call, "current_time") is not { } time) return Failed(ScheduleTimes.Unreadable);
        item.Skips.Add(time);
        return Done($"Added Skip Job {item.Name} in schedule.");
    });

    public static JsonObject Postpone(FunctionCall call) => OnItem(call, (book, item, now) =>
    {
        if (item.Fault is { } fault) return Failed($"Job {item.Name} does not run: {fault}");
        if (ScheduleTimes.Read(call, "current_time") is not { } from || ScheduleTimes.Read(call, "new_time") is not { } to)
        {
            return Failed(ScheduleTimes.Unreadable);
        }

        if (to <= now) return Failed("The new time has passed already.");
        book.Postpone(item, from, to);
        return Done($"Postponed Job {item.Name} in schedule.");
    });

    /// <summary>A minion cannot send jobs to others here: what Salt says if its master forbids it too.</summary>
    public static JsonObject Publish(FunctionCall call)
    {
        var name = call.Arguments.Text("name")!;
        return call.Minion.Schedule.Read(book => book.Find(name)) is null
            ? Failed($"Job {name} does not exist.")
            : Failed("no servers answered the published schedule.add command: minions may not publish to each other. "
                + $"Run schedule.add on the master instead, or put {name} into the pillar of both.");
    }

    private static JsonObject OnItem(FunctionCall call, Func<ScheduleBook, ScheduleItem, DateTimeOffset, JsonObject> act)
    {
        var name = call.Arguments.Text("name")!;
        return call.Minion.Schedule.Change((book, now) =>
            book.Find(name) is { } item ? act(book, item, now) : Failed($"Job {name} does not exist."));
    }
}
