using System.Text.Json;
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
        if (ScheduleItems.Fault(call.Minion.Schedule, name, item) is { } fault) return Failed(fault);
        // Salt leaves a False out of this answer.
        if (item["jid_include"]?.GetValueKind() == JsonValueKind.False) item.Remove("jid_include");
        return item;
    }

    public static JsonObject Add(FunctionCall call)
    {
        var name = Name(call);
        if (name.Length == 0) return Failed("Job name is required.");
        if (Find(call, name) is { } known)
        {
            // The daemon crashed after it added the entry, and is asked for the same addition again.
            var isSame = JsonNode.DeepEquals(known.Definition, ScheduleItems.Build(name, call.Arguments.RestNamed));
            return (isSame ? call.Minion.Schedule.AnswerTo(Key(call)) : null) ?? Failed($"Job {name} already exists in schedule.", withChanges: true);
        }

        if (ScheduleItems.MixesTimings(call.Arguments.RestNamed) is { } mixed) return Failed($"Error: {mixed}", withChanges: true);
        var item = ScheduleItems.Build(name, call.Arguments.RestNamed);
        if (ScheduleItems.Fault(call.Minion.Schedule, name, item) is { } fault) return Failed(fault);
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be added to schedule.", []);

        var done = Done($"Added job: {name} to schedule.", new JsonObject { [name] = "added" });
        return Put(call, name, item, done) is { } unsaved ? Failed($"Failed to add job {name} to schedule: {unsaved}", withChanges: true) : done;
    }

    public static JsonObject Modify(FunctionCall call)
    {
        var name = Name(call);
        if (Find(call, name) is not { } old) return Failed($"Job {name} does not exist in schedule.", withChanges: true);
        if (Fixed(old) is { } why) return Failed($"Failed to modify job {name} in schedule: {why}.", withChanges: true);
        if (ScheduleItems.MixesTimings(call.Arguments.RestNamed) is { } mixed) return Failed($"Error: {mixed}", withChanges: true);
        var item = ScheduleItems.Modify(name, old.Definition, call.Arguments.RestNamed);
        if (ScheduleItems.Fault(call.Minion.Schedule, name, item) is { } fault) return Failed(fault);
        if (JsonNode.DeepEquals(item, old.Definition)) return call.Minion.Schedule.AnswerTo(Key(call)) ?? Done($"Job {name} in correct state", []);

        var changes = new JsonObject
        {
            [name] = new JsonObject { ["old"] = old.Definition.DeepClone(), ["new"] = item.DeepClone() },
        };
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be modified in schedule.", changes);
        var done = Done($"Modified job: {name} in schedule.", changes);
        return Put(call, name, item, done) is { } unsaved ? Failed($"Failed to modify job {name} in schedule: {unsaved}", withChanges: true) : done;
    }

    public static JsonObject Delete(FunctionCall call)
    {
        var name = Name(call);
        if (Find(call, name) is not { } item) return call.Minion.Schedule.AnswerTo(Key(call)) ?? Failed($"Job {name} does not exist.", withChanges: true);
        if (Fixed(item) is { } why) return Failed($"Failed to delete job {name} from schedule: {why}.", withChanges: true);
        if (call.Arguments.Flag("test")) return Done($"Job: {name} would be deleted from schedule.", []);

        var done = Done($"Deleted Job {name} from schedule.", new JsonObject { [name] = "removed" });
        var unsaved = call.Minion.Schedule.Remove(name, new ScheduleAnswer(Key(call), done));
        return unsaved is null ? done : Failed($"Failed to delete job {name} from schedule: {unsaved}", withChanges: true);
    }

    public static JsonObject Purge(FunctionCall call)
    {
        var comments = new JsonArray();
        var changes = new JsonObject();
        var isDone = true;
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
            else if (call.Minion.Schedule.Remove(item.Name, answer: null) is { } unsaved)
            {
                isDone = false;
                comments.Add((JsonNode)$"Failed to delete job {item.Name} from schedule: {unsaved}");
            }
            else
            {
                changes[item.Name] = "removed";
                comments.Add((JsonNode)$"Deleted job: {item.Name} from schedule.");
            }
        }

        var answer = Done(comments, changes);
        answer["result"] = isDone;
        return answer;
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
        var answer = Done($"{done} Job {name} in schedule.", new JsonObject { [name] = done.ToLowerInvariant() });
        return Put(call, name, definition, answer) is { } unsaved ? Failed($"Failed to {verb} job {name} in schedule: {unsaved}", withChanges: true) : answer;
    }

    public static JsonObject Enable(FunctionCall call, bool enable)
    {
        var done = enable ? "enabled" : "disabled";
        if (call.Arguments.Flag("test")) return Done($"Schedule would be {done}.", []);
        if (call.Minion.Schedule.SetEnabled(enable) is { } unsaved) return Failed($"Failed to {(enable ? "enable" : "disable")} schedule on minion: {unsaved}");
        return Done($"{(enable ? "Enabled" : "Disabled")} schedule on minion.", new JsonObject { ["schedule"] = done });
    }

    public static JsonObject Save(FunctionCall call)
    {
        if (call.Minion.Schedule.SaveAll() is { } unsaved) return Failed($"Failed to save the schedule: {unsaved}");
        return Done("Schedule (non-pillar items) saved.");
    }

    public static JsonObject Reload(FunctionCall call)
    {
        call.Minion.Schedule.Reload();
        return Done(new JsonArray("Reloaded schedule from pillar on minion."));
    }

    private static string? Put(FunctionCall call, string name, JsonObject definition, JsonObject answer) =>
        call.Minion.Schedule.Put(name, definition, call.Arguments.Flag("persist"), new ScheduleAnswer(Key(call), answer));

    /// <summary>What one call asks for one entry: a job of states has several.</summary>
    private static string Key(FunctionCall call) => $"{call.Jid} {call.Function.Name} {Name(call)}";

    private static string Name(FunctionCall call) => call.Arguments.Text("name")!;

    private static ScheduleItem? Find(FunctionCall call, string name) => call.Minion.Schedule.Read(book => book.Find(name));
}
