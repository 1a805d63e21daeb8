using System.Text.Json.Nodes;
using Salt.Shared.Scheduling;
using static Salt.Minion.Modules.Schedules.ScheduleAnswers;

namespace Salt.Minion.Modules.Schedules;

/// <summary>Functions about single runs of an entry.</summary>
internal static class ScheduleRuns
{
    public static JsonObject RunJob(FunctionCall call) => OnItem(call, item =>
    {
        if (item.Fault is { } fault) return Failed($"Job {item.Name} cannot run: {fault}");
        if (!item.IsEnabled && !call.Arguments.Flag("force")) return Done($"Job {item.Name} is disabled.");
        call.Minion.Schedule.RunNow(item);
        return Done($"Scheduling Job {item.Name} on minion.");
    });

    public static JsonObject Skip(FunctionCall call) => OnItem(call, item =>
    {
        if (item.Fault is { } fault) return Failed($"Job {item.Name} does not run: {fault}");
        if (ScheduleTimes.Read(call, "current_time") is not { } time) return Failed(ScheduleTimes.Unreadable);
        if (call.Minion.Schedule.Move(item, time, to: null) is { } unsaved) return Failed($"Failed to skip job {item.Name} in schedule: {unsaved}");
        return Done($"Added Skip Job {item.Name} in schedule.");
    });

    public static JsonObject Postpone(FunctionCall call) => OnItem(call, item =>
    {
        if (item.Fault is { } fault) return Failed($"Job {item.Name} does not run: {fault}");
        if (ScheduleTimes.Read(call, "current_time") is not { } from || ScheduleTimes.Read(call, "new_time") is not { } to)
        {
            return Failed(ScheduleTimes.Unreadable);
        }

        if (to <= call.Minion.Clock.GetUtcNow()) return Failed("The new time has passed already.");
        if (call.Minion.Schedule.Move(item, from, to) is { } unsaved) return Failed($"Failed to postpone job {item.Name} in schedule: {unsaved}");
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

    private static JsonObject OnItem(FunctionCall call, Func<ScheduleItem, JsonObject> act)
    {
        var name = call.Arguments.Text("name")!;
        return call.Minion.Schedule.Read(book => book.Find(name)) is { } item ? act(item) : Failed($"Job {name} does not exist.");
    }
}
