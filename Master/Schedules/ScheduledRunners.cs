using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Master.Authority;
using Salt.Master.Runners;
using Salt.Shared.Errors;
using Salt.Shared.Scheduling;

namespace Salt.Master.Schedules;

/// <summary>Runs the runner functions of the master's schedule.</summary>
internal sealed class ScheduledRunners(RunnerRuns runs, ILogger<ScheduledRunners> log)
{
    /// <summary>Ends with the run.</summary>
    public async Task RunAsync(ScheduleEntry entry)
    {
        try
        {
            var run = await runs.BeginAsync(RequestOf(entry));
            var end = await run.End;
            if (end.Success) log.RunnerDone(entry.Name, entry.Function, run.Jid);
            else log.RunnerFailed(entry.Name, entry.Function, run.Jid, end.Answer.Failure);
        }
        catch (SaltException e)
        {
            log.NotSubmitted(entry.Name, e.Message);
        }
    }

    private static RunnerRequest RequestOf(ScheduleEntry entry) =>
        new(entry.Function, Arguments(entry), Map(entry.Kwargs), Callers.Schedule, MasterScheduler.User)
        {
            Via = MasterScheduler.Via,
            Schedule = entry.Name,
            Metadata = Map(entry.Metadata),
        };

    private static JsonArray Arguments(ScheduleEntry entry) =>
        entry.Args is { ValueKind: JsonValueKind.Array } args ? JsonArray.Create(args)! : [];

    private static JsonObject Map(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } map ? JsonObject.Create(map)! : [];
}
