using System.Text.Json.Nodes;
using Salt.Shared.Scheduling;
using static Salt.Minion.Modules.Schedules.ScheduleAnswers;

namespace Salt.Minion.Modules.Schedules;

/// <summary>Functions that change the schedule.</summary>
internal static class ScheduleChanges
{
    public static JsonObject Build(FunctionCall call)
    {
        var name = Name(call);
        if (name.Length == 0) return Failed("Job name is required.");
        var item = ScheduleItems.Build(name, call.Arguments.RestNamed);
        return ScheduleItems.Fault(call.Minion.Schedule, name, item) is { } fault ? Failed(fault) : item;
    }

    public static JsonObject Add(FunctionCall call)
    {
        var name = Name(call);
        if (name.Length == 0) return Failed("Job name is required.");
        if (Find(call, name) is not null) return Failed($"Job {name} already exists in schedule.", withChanges: true);
        if (ScheduleItems.MixesTimings(call.Arguments.RestNamed) is { } mixed) return Failed($"Error: {mixed}", withChanges: true);
        var item = ScheduleItems.Build(name, call.Arguments.RestNamed);
        if (ScheduleItems.Fault(call.Minion.Schedule, name, item) is { } fault) return Failed(fault);
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be added to schedule.", []);

        call.Minion.Schedule.Put(name, item, call.Arguments.Flag("persist"));
        return Done($"Added job: {name} to schedule.", new JsonObject { [name] = "added" });
    }

    public static JsonObject Modify(FunctionCall call)
    {
        var name = Name(call);
        if (Find(call, name) is not { } old) return Failed($"Job {name} does not exist in schedule.", withChanges: true);
        if (Fixed(old) is { } why) return Failed($"Failed to modify job {name} in schedule: {why}.", withChanges: true);
        if (ScheduleItems.MixesTimings(call.Arguments.RestNamed) is { } mixed) return Failed($"Error: {mixed}", withChanges: true);
        var item = ScheduleItems.Modify(name, old.Definition, call.Arguments.RestNamed);
        if (ScheduleItems.Fault(call.Minion.Schedule, name, item) is { } fault) return Failed(fault);
        if (JsonNode.DeepEquals(item, old.Definition)) return Done($"Job {name} in correct state", []);

        var changes = new JsonObject
        {
            [name] = new JsonObject { ["old"] = old.Definition.DeepClone(), ["new"] = item.DeepClone() },
        };
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be modified in schedule.", changes);
        call.Minion.Schedule.Put(name, item, call.Arguments.Flag("persist"));
        return Done($"Modified job: {name} in schedule.", changes);
    }

    public static JsonObject Delete(FunctionCall call)
    {
        var name = Name(call);
        if (Find(call, name) is not { } item) return Failed($"Job {name} does not exist.", withChanges: true);
        if (Fixed(item) is { } why) return Failed($"Failed to delete job {name} from schedule: {why}.", withChanges: true);
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be deleted from schedule.", []);

        call.Minion.Schedule.Remove(name);
        return Done($"Deleted Job {name} from schedule.", new JsonObject { [name] = "removed" });
    }

    public static JsonObject Purge(FunctionCall call)
    {
        var comments = new JsonArray();
        var changes = new JsonObject();
        foreach (var item in call.Minion.Schedule.Read(book => book.Items))
        {
            if (Fixed(item) is { } why)
            {
                comments.Add((JsonNode)$"Failed to delete job {item.Name} from schedule: {why}.");
            }
            else if (call.Arguments.Flag("test"))
            {
                comments.Add((JsonNode)$"Job: {item.Name} would be deleted from schedule.");
            }
            else
            {
                call.Minion.Schedule.Remove(item.Name);
                changes[item.Name] = "removed";
                comments.Add((JsonNode)$"Deleted job: {item.Name} from schedule.");
            }
        }

        return Done(comments, changes);
    }

    public static JsonObject EnableJob(FunctionCall call, bool enable)
    {
        var name = Name(call);
        var (verb, done) = enable ? ("enable", "Enabled") : ("disable", "Disabled");
        if (Find(call, name) is not { } item)
        {
            return Failed(enable ? $"Job {name} does not exist." : $"Failed to disable job {name} in schedule.", withChanges: true);
        }

        if (Fixed(item) is { } why) return Failed($"Failed to {verb} job {name} in schedule: {why}.", withChanges: true);
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be {done.ToLowerInvariant()} in schedule.", []);

        var definition = item.Definition.DeepClone().AsObject();
        definition["enabled"] = enable;
        call.Minion.Schedule.Put(name, definition, call.Arguments.Flag("persist"));
        return Done($"{done} Job {name} in schedule.", new JsonObject { [name] = done.ToLowerInvariant() });
    }

    public static JsonObject Enable(FunctionCall call, bool enable)
    {
        var done = enable ? "enabled" : "disabled";
        if (call.Arguments.Flag("test")) return Done($"Schedule would be {done}.", []);
        call.Minion.Schedule.Keep((book, now) => book.SetEnabled(enable, now));
        return Done($"{(enable ? "Enabled" : "Disabled")} schedule on minion.", new JsonObject { ["schedule"] = done });
    }

    public static JsonObject Save(FunctionCall call)
    {
        call.Minion.Schedule.SaveAll();
        return Done("Schedule (non-pillar items) saved.");
    }

    public static JsonObject Reload(FunctionCall call)
    {
        call.Minion.Schedule.Reload();
        return Done(new JsonArray("Reloaded schedule from pillar on minion."));
    }

    private static string Name(FunctionCall call) => call.Arguments.Text("name")!;

    private static ScheduleItem? Find(FunctionCall call, string name) => call.Minion.Schedule.Read(book => book.Find(name));
}
