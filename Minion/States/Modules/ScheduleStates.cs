using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using static Salt.Minion.States.Modules.StateDeclaration;

namespace Salt.Minion.States.Modules;

/// <summary>States of the minion's schedule.</summary>
internal static class ScheduleStates
{
    private static readonly FunctionArgument Options = new("options", ArgumentKind.RestNamed, Doc: "function, seconds, cron, job_args, ...: as in an entry of the pillar.");
    private static readonly FunctionArgument Persist = new("persist", ArgumentKind.Boolean, Default: true, Doc: "Keep it over a restart of the minion.");

    public static IReadOnlyList<StateFunction> Functions { get; } =
    [
        Of("schedule.present", "Ensure that a job is on the schedule.", [Persist, Options], PresentAsync),
        Of("schedule.absent", "Ensure that a job is not on the schedule.", [Persist, Options], AbsentAsync),
        Of("schedule.enabled", "Ensure that a job of the schedule is enabled.", [Persist, Options], (call, cancellation) => EnableAsync(call, enable: true, cancellation)),
        Of("schedule.disabled", "Ensure that a job of the schedule is disabled.", [Persist, Options], (call, cancellation) => EnableAsync(call, enable: false, cancellation)),
    ];

    private static async ValueTask<StateResult> PresentAsync(StateCall call, CancellationToken cancellation)
    {
        var options = call.Arguments.RestNamed.DeepClone().AsObject();
        if (await FindAsync(call, cancellation) is not { } known)
        {
            var added = await ChangeAsync(call, "schedule.add", options, cancellation);
            return Result(call, added, $"Adding new job {call.Name} to schedule");
        }

        var built = await AnswerAsync(call, "schedule.build_schedule_item", options, cancellation);
        if (HasFailed(built)) return Result(call, built, "");
        // What was built does not show it, and the entry does.
        if (!built.ContainsKey("jid_include") && known["jid_include"]?.GetValueKind() == JsonValueKind.False) known.Remove("jid_include");
        if (JsonNode.DeepEquals(built, known)) return call.Done($"Job {call.Name} in correct state");
        var modified = await ChangeAsync(call, "schedule.modify", options, cancellation);
        return Result(call, modified, $"Modifying job {call.Name} in schedule");
    }

    private static async ValueTask<StateResult> AbsentAsync(StateCall call, CancellationToken cancellation)
    {
        if (await FindAsync(call, cancellation) is null) return call.Done($"Job {call.Name} not present in schedule");
        var deleted = await ChangeAsync(call, "schedule.delete", [], cancellation);
        return Result(call, deleted, $"Removed job {call.Name} from schedule");
    }

    private static async ValueTask<StateResult> EnableAsync(StateCall call, bool enable, CancellationToken cancellation)
    {
        if (await FindAsync(call, cancellation) is not { } known) return call.Failed($"Job {call.Name} not present in schedule");
        var isEnabled = (bool?)known["enabled"] ?? true;
        if (isEnabled == enable) return call.Done($"Job {call.Name} is already {(enable ? "enabled" : "disabled")}");
        var changed = await ChangeAsync(call, enable ? "schedule.enable_job" : "schedule.disable_job", [], cancellation);
        return Result(call, changed, enable ? $"Enabled job {call.Name} from schedule" : $"Disabled job {call.Name} from schedule");
    }

    /// <returns>Null: there is no such job.</returns>
    private static async ValueTask<JsonObject?> FindAsync(StateCall call, CancellationToken cancellation)
    {
        var listed = await call.CallAsync("schedule.list", [], new JsonObject { ["show_all"] = true, ["return_yaml"] = false, ["name"] = call.Name }, cancellation);
        return (listed.Return as JsonObject)?[call.Name]?.AsObject();
    }

    private static ValueTask<JsonObject> ChangeAsync(StateCall call, string fun, JsonObject options, CancellationToken cancellation)
    {
        options["test"] = call.Test;
        options["persist"] = call.Arguments.Flag("persist");
        return AnswerAsync(call, fun, options, cancellation);
    }

    private static async ValueTask<JsonObject> AnswerAsync(StateCall call, string fun, JsonObject options, CancellationToken cancellation)
    {
        var outcome = await call.CallAsync(fun, [(JsonNode)call.Name], options.DeepClone().AsObject(), cancellation);
        return outcome.Return as JsonObject ?? new JsonObject { ["result"] = false, ["comment"] = ScalarText.Of(outcome.Return) };
    }

    // An entry that was built has no result.
    private static bool HasFailed(JsonObject answer) => answer["result"] is JsonValue value && value.TryGetValue<bool>(out var went) && !went;

    private static StateResult Result(StateCall call, JsonObject answer, string done)
    {
        var changes = answer["changes"]?.DeepClone().AsObject() ?? [];
        if (HasFailed(answer)) return call.Failed(ScalarText.Of(answer["comment"]), changes);
        return call.Done(call.Test ? ScalarText.Of(answer["comment"]) : done, changes);
    }
}
