using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Hosting;
using Salt.Minion.Jobs;
using Salt.Minion.Link;
using Salt.Minion.Modules;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Scheduling;

/// <summary>Puts the parts of the schedule together.</summary>
/// <param name="pillar">The pillar now, a map.</param>
internal sealed class ScheduleSetup(
    MinionOptions options, ScheduledJobs jobs, JobInbox inbox, CurrentGrains grains, Func<JsonElement> pillar, TimeProvider clock, ILogger log)
{
    private const string Key = "schedule";

    public ScheduleParts Build(FunctionCatalog functions)
    {
        var wake = new WakeSignal();
        var book = new ScheduleBook((name, definition, now) => Parse(functions, name, definition, now), (entry, _) => FireTimes.Splay(entry, options.Id.ToString()));
        var schedule = new MinionSchedule(book, new ScheduleFile(options.MinionCache), Declared, jobs, wake, clock, log);
        schedule.Load();
        return new ScheduleParts(schedule, new Scheduler(schedule, jobs, inbox, CanWait, wake, clock, log));

        bool CanWait(string name) => functions.TryGet(name, out var function) && function.RunsAs != RunsAs.Daemon;
    }

    private ScheduleEntry Parse(FunctionCatalog functions, string name, JsonElement definition, DateTimeOffset now)
    {
        var entry = ScheduleEntry.Parse(name, definition, new ScheduleContext(Whens(), TimeZoneInfo.Local, now));
        if (!functions.TryGet(entry.Function, out _)) throw new ScheduleEntryException($"'{entry.Function}' is not available.");
        if (entry.SkipFunction is { } instead && !functions.TryGet(instead, out _)) throw new ScheduleEntryException($"skip_function: '{instead}' is not available.");
        return entry;
    }

    private JsonNode? Declared(ScheduleSource source) => source switch
    {
        ScheduleSource.Config => options.Schedule,
        ScheduleSource.Pillar when pillar().TryGetProperty(Key, out var declared) => JsonNode.Parse(declared.GetRawText()),
        _ => null,
    };

    /// <summary>Times by name, from the pillar or, if it has none, from the grains.</summary>
    private JsonElement? Whens() => pillar().TryGetProperty("whens", out var fromPillar)
        ? fromPillar
        : grains.Grains["whens"] is { } fromGrains ? JsonText.Of(fromGrains) : null;
}
