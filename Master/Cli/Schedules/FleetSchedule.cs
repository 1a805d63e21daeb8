using Salt.Cli.Completion;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Cli.Frame;
using Salt.Cli.Jobs;
using Salt.Cli.Run;
using Salt.Cli.Tables;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Output;
using Salt.Shared.Output.Yaml;
using Salt.V1;

namespace Salt.Cli.Schedules;

/// <summary><c>schedule list|next|history</c>: the schedules of the fleet. What is on them the minions say, and the master of
/// its own; what ran the master's history.</summary>
internal static class FleetSchedule
{
    /// <summary>The user that the history names for scheduled runs.</summary>
    private const string User = "schedule";

    private const int MostTimes = 1000;
    private const int Page = 100;

    private static readonly Operand Entries = new("ENTRY", "the name of an entry; all of them without") { IsOptional = true };
    private static readonly Option Minions = new(["--minion"], "ID[,ID...]", "of these minions, not of all") { Values = ValueSources.Minions };
    private static readonly Option Count = new(["-n", "--limit"], "N", "how many");

    public static Verb DeclareList() => new(
        "schedule list", [Entries], "the entries on the schedules of minions and master, or the one of that name", [Minions], ListAsync);

    public static Verb DeclareNext() => new(
        "schedule next", [Entries], "when the entries run next", [Minions, Count], NextAsync);

    public static Verb DeclareHistory() => new(
        "schedule history", [Entries], $"the newest {Page} runs, of all entries or of one", [Minions, Count, JobLines.OneLine], HistoryAsync);

    private static async Task<int> ListAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var entry = Entry(invocation);
        var isTable = TableText.IsWanted(invocation);
        var outputter = isTable ? ScheduleTable.OfEntries(invocation.Terminal) : invocation.OpenOutputter();
        var own = await ShowOwnAsync(
            invocation, outputter, new ShowScheduleRequest { Entry = entry ?? "" }, entries => isTable ? entries : AsText(entries), cancellationToken);
        var options = entry is not null ? new JsonObject { ["name"] = entry } : new JsonObject { ["show_all"] = true };
        if (isTable) options["return_yaml"] = false;
        return await AskAsync(invocation, outputter, "schedule.list", options, entry, own, cancellationToken);
    }

    private static async Task<int> NextAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var options = new JsonObject();
        var entry = Entry(invocation);
        if (entry is not null) options["name"] = entry;
        if (invocation.Words.NumberOf(Count, least: 1) is { } count)
        {
            options["count"] = count <= MostTimes
                ? count
                : throw new SaltException(Failure.BadRequest, $"{Count.Name} is {count}; it can be 1 to {MostTimes}");
        }

        // The times of one entry come without its name.
        var outputter = entry is null && TableText.IsWanted(invocation) ? ScheduleTable.OfTimes(invocation.Terminal) : invocation.OpenOutputter();
        var request = new ShowScheduleRequest { Entry = entry ?? "", Times = (uint?)(int?)options["count"] ?? 1 };
        var own = await ShowOwnAsync(
            invocation, outputter, request, times => entry is not null && times.TryGetProperty(entry, out var only) ? only : times, cancellationToken);
        return await AskAsync(invocation, outputter, "schedule.next", options, entry, own, cancellationToken);
    }

    private static async Task<int> HistoryAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = new ListJobsRequest { User = User, Limit = (uint)(invocation.Words.NumberOf(Count, least: 1) ?? Page) };
        var entry = Entry(invocation);
        if (entry is not null) request.Metadata = RunRequests.Json(new JsonObject { ["schedule"] = entry });
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        request.WithStates = JobLines.AreWanted(invocation);
        var jobs = new List<JobView>();
        foreach (var minion in MinionsOf(invocation) ?? [""])
        {
            request.Minion = minion;
            jobs.AddRange(await JobsList.FetchAsync(master.Control, request, cancellationToken));
        }

        var newest = jobs.OrderBy(job => job.Jid, StringComparer.Ordinal).TakeLast((int)request.Limit);
        if (request.WithStates)
        {
            JobLines.Print(invocation, newest);
            return ExitCodes.Success;
        }

        foreach (var job in newest)
        {
            outputter.WriteReturn(job.Jid, JobLayout.Listed(job), failed: false);
        }

        outputter.EndReturns();
        if (jobs.Count > 0 || entry is null) return ExitCodes.Success;
        invocation.Terminal.Say($"No run of a schedule entry {entry} is on record; the entries that there are: master-cli schedule list");
        return ExitCodes.SomeFailed;
    }

    /// <summary>The master's own, if it has any and the question is not for some minions alone.</summary>
    /// <returns>Null: it shows none; else whether what is asked for can be told.</returns>
    private static async Task<bool?> ShowOwnAsync(
        Invocation invocation,
        IOutputter outputter,
        ShowScheduleRequest request,
        Func<JsonElement, JsonElement> layout,
        CancellationToken cancellationToken)
    {
        if (MinionsOf(invocation) is not null) return null;
        using var master = await invocation.ConnectAsync(cancellationToken);
        var reply = await master.Control.ShowScheduleAsync(request, cancellationToken: cancellationToken);
        var shown = JsonText.Parse(reply.Schedule.Memory);
        if (!shown.EnumerateObject().Any()) return null;
        // A sentence stands where an entry is wrong.
        var isWrong = shown.EnumerateObject().Any(one => one.Value.ValueKind == JsonValueKind.String);
        outputter.WriteReturn(MasterTarget.Of(reply.Master).ToString(), layout(shown), isWrong);
        return !isWrong;
    }

    // As schedule.list answers.
    private static JsonElement AsText(JsonElement entries) =>
        JsonText.Build(json => json.WriteStringValue(new YamlEmitter().Member("schedule", entries)));

    /// <param name="own">What <see cref="ShowOwnAsync"/> found on the master.</param>
    private static async Task<int> AskAsync(
        Invocation invocation, IOutputter outputter, string function, JsonObject options, string? entry, bool? own, CancellationToken cancellationToken)
    {
        var minions = MinionsOf(invocation);
        var request = new RunRequest
        {
            Tgt = minions is null ? "*" : string.Join(',', minions),
            TgtType = minions is null ? "glob" : "list",
            Fun = function,
            Kwarg = RunRequests.Json(options),
        };
        var report = new RunReport(outputter, invocation.Terminal, RunOptions.DisplayOf(invocation.Words));
        if (entry is null) return await RunVerb.WaitAsync(invocation, request, report, cancellationToken);

        var named = new NamedEntry(entry);
        var events = named.WatchAsync(new JobStream(invocation, TimeProvider.System).RunAsync(request, cancellationToken), cancellationToken);
        var code = await RunVerb.WaitAsync(invocation, events, report, cancellationToken);
        if (named.IsAbsent && own is null)
        {
            invocation.Terminal.Say($"There is no schedule entry {entry}; those that there are: master-cli schedule list");
            return ExitCodes.SomeFailed;
        }

        return code == ExitCodes.Success && own == false ? ExitCodes.SomeFailed : code;
    }

    private static string? Entry(Invocation invocation)
    {
        invocation.Words.AtMost(1);
        return invocation.Words.Operands.Count == 0 ? null : invocation.Words.Operands[0];
    }

    private static string[]? MinionsOf(Invocation invocation) =>
        invocation.Words.ValueOf(Minions)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
