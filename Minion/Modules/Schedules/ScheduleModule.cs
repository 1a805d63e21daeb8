using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules.Schedules;

/// <summary>The minion's schedule: what is on it, and changes to it.</summary>
internal static class ScheduleModule
{
    private static readonly FunctionArgument Name = new("name", ArgumentKind.Text, Required: true, Doc: "Of the entry.");
    private static readonly FunctionArgument Options = new("options", ArgumentKind.RestNamed, Doc: "function, seconds, cron, ...: as in an entry of the pillar.");
    private static readonly FunctionArgument Test = new("test", ArgumentKind.Boolean, Default: false, Doc: "Say what would be done, and do nothing.");
    private static readonly FunctionArgument Persist = new("persist", ArgumentKind.Boolean, Default: true, Doc: "Keep it over a restart of the minion.");
    private static readonly FunctionArgument Where = new("where", ArgumentKind.Text, Doc: "Only entries of that source: added, config or pillar.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Listing("list", "List the jobs on the schedule, each with its source; of one that is wrong, what is wrong with it.",
            "schedule.list show_all=True",
            [
                new("show_all", ArgumentKind.Boolean, Default: false, Doc: "Hidden entries too, whose names begin with two underscores."),
                new("show_disabled", ArgumentKind.Boolean, Default: true),
                Where,
                new("name", ArgumentKind.Text, Doc: "Only the entry of that name."),
                new("return_yaml", ArgumentKind.Boolean, Default: true, Doc: "A text, as a file of the pillar would have it; else a map."),
            ],
            ScheduleListing.List),
        Listing("is_enabled", "Whether an entry is there and enabled; without a name, whether the schedule as a whole runs.",
            "schedule.is_enabled job1", [Name with { Required = false }], ScheduleListing.IsEnabled),
        Listing("job_status", "Everything known of an entry: when it ran, when it will, what runs of it.",
            "schedule.job_status job1",
            [Name, new("time_fmt", ArgumentKind.Text, Default: ScheduleTimes.DefaultFormat)], ScheduleListing.Status),
        Changing("show_next_fire_time", "When an entry runs next.", "schedule.show_next_fire_time job1",
            [Name, new("fmt", ArgumentKind.Text, Default: ScheduleTimes.DefaultFormat)], ScheduleListing.NextFireTime),
        Of("schedule.next", "The next times at which an entry runs, its splay left out.", "schedule.next job1 5",
            [Name with { Required = false, Doc = "Of the entry; all of them if it is not given." }, new("count", ArgumentKind.WholeNumber, Default: 5, Doc: "1 to 1000.")], (call, _) => ValueTask.FromResult(ScheduleListing.Next(call))),
        Listing("missed", "Runs that were due and did not happen, with the reason.", "schedule.missed job1",
            [Name with { Required = false }], ScheduleListing.Missed),

        Changing("build_schedule_item", "Build an entry from its options, and check it.",
            "schedule.build_schedule_item job1 function='test.ping' seconds=3600", [Name, Options], ScheduleChanges.Build),
        Changing("add", "Add a job to the schedule.", "schedule.add job1 function='test.ping' seconds=3600",
            [Name, Test, Persist, Options], ScheduleChanges.Add),
        Changing("modify", "Change a job of the schedule. What is not named stays as it is; a new timing replaces the old one.",
            "schedule.modify job1 seconds=60", [Name, Test, Persist, Options], ScheduleChanges.Modify),
        Changing("delete", "Delete a job from the schedule.", "schedule.delete job1", [Name, Test, Persist], ScheduleChanges.Delete),
        Changing("purge", "Delete every job that was added here from the schedule.", "schedule.purge", [Test, Persist], ScheduleChanges.Purge),
        Changing("enable_job", "Enable a job of the schedule.", "schedule.enable_job job1", [Name, Test, Persist],
            call => ScheduleChanges.EnableJob(call, true)),
        Changing("disable_job", "Disable a job of the schedule.", "schedule.disable_job job1", [Name, Test, Persist],
            call => ScheduleChanges.EnableJob(call, false)),
        Changing("enable", "Let the schedule run.", "schedule.enable", [Test], call => ScheduleChanges.Enable(call, true)),
        Changing("disable", "Stop the schedule as a whole.", "schedule.disable", [Test], call => ScheduleChanges.Enable(call, false)),
        Changing("save", "Keep every job that was added over a restart of the minion.", "schedule.save", [], ScheduleChanges.Save),
        Changing("reload", "Go back to the saved schedule and what configuration and pillar declare.", "schedule.reload", [], ScheduleChanges.Reload),

        Changing("run_job", "Run a job of the schedule now.", "schedule.run_job job1",
            [Name, new("force", ArgumentKind.Boolean, Default: false, Doc: "Even if it is disabled.")], ScheduleRuns.RunJob),
        Changing("skip_job", "Leave out the run of a job at a certain time.", "schedule.skip_job job1 2027-01-01T10:00:00",
            [Name, ScheduleTimes.Argument("current_time"), ScheduleTimes.Format], ScheduleRuns.Skip),
        Changing("postpone_job", "Run a job at another time than it would.",
            "schedule.postpone_job job1 2027-01-01T10:00:00 2027-01-01T12:00:00",
            [Name, ScheduleTimes.Argument("current_time"), ScheduleTimes.Argument("new_time"), ScheduleTimes.Format], ScheduleRuns.Postpone),
        Changing("copy", "Copy a job to other minions.", "schedule.copy job1 target", [Name, new("target", ArgumentKind.Text, Required: true)],
            ScheduleRuns.Publish),
        Changing("move", "Move a job to other minions.", "schedule.move job1 target", [Name, new("target", ArgumentKind.Text, Required: true)],
            ScheduleRuns.Publish),
    ];

    private static Function Listing(
        string name, string doc, string example, IReadOnlyList<FunctionArgument> arguments, Func<FunctionCall, JsonNode?> answer) =>
        Answering($"schedule.{name}", doc, example, arguments, answer);

    /// <summary>What it answers says by <c>result</c> whether it came to that.</summary>
    private static Function Changing(
        string name, string doc, string example, IReadOnlyList<FunctionArgument> arguments, Func<FunctionCall, JsonObject> answer) =>
        Of($"schedule.{name}", doc, example, arguments, (call, _) => ValueTask.FromResult(OutcomeOf(Kept(answer, call))));

    /// <summary>A change that cannot be kept is no change, and says why.</summary>
    private static JsonObject Kept(Func<FunctionCall, JsonObject> answer, FunctionCall call)
    {
        try
        {
            return answer(call);
        }
        catch (SaltException e) when (e.Failure == Failure.Unavailable)
        {
            return ScheduleAnswers.Failed(e.Message, withChanges: true);
        }
    }

    private static Outcome OutcomeOf(JsonObject answer) =>
        answer["result"] is JsonValue result && result.TryGetValue<bool>(out var went) && !went ? new Outcome(answer, 1) : new Outcome(answer);
}
