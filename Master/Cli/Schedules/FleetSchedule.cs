using System.Text.Json.Nodes;
using Salt.Cli.Frame;
using Salt.Cli.Jobs;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Schedules;

/// <summary><c>schedule list|next|history</c>: the schedules of the fleet. What is on them the minions say, what ran the
/// master's history.</summary>
internal static class FleetSchedule
{
    /// <summary>The user that the history names for scheduled runs.</summary>
    private const string User = "schedule";

    private const int MostTimes = 1000;
    private const int Page = 100;

    private static readonly Option Minions = new(["--minion"], "ID[,ID...]", "of these minions, not of all");
    private static readonly Option Count = new(["-n", "--limit"], "N", "how many");

    public static Verb DeclareList() => new(
        "schedule list", "[ENTRY]", "the entries on the minions' schedules, or the one of that name", [Minions], ListAsync);

    public static Verb DeclareNext() => new(
        "schedule next", "[ENTRY]", "when the entries run next", [Minions, Count], NextAsync);

    public static Verb DeclareHistory() => new(
        "schedule history", "[ENTRY]", $"the newest {Page} runs, of all entries or of one", [Minions, Count], HistoryAsync);

    private static Task<int> ListAsync(Invocation invocation, CancellationToken cancellationToken) => AskAsync(
        invocation,
        "schedule.list",
        Entry(invocation) is { } entry ? new JsonObject { ["name"] = entry } : new JsonObject { ["show_all"] = true },
        cancellationToken);

    private static Task<int> NextAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var options = new JsonObject();
        if (Entry(invocation) is { } entry) options["name"] = entry;
        if (invocation.Words.NumberOf(Count, least: 1) is { } count)
        {
            options["count"] = count <= MostTimes
                ? count
                : throw new SaltException(Failure.BadRequest, $"{Count.Name} is {count}; it can be 1 to {MostTimes}");
        }

        return AskAsync(invocation, "schedule.next", options, cancellationToken);
    }

    private static async Task<int> HistoryAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = new ListJobsRequest { User = User, Limit = (uint)(invocation.Words.NumberOf(Count, least: 1) ?? Page) };
        if (Entry(invocation) is { } entry) request.Metadata = RunRequests.Json(new JsonObject { ["schedule"] = entry });
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var jobs = new List<JobView>();
        foreach (var minion in MinionsOf(invocation) ?? [""])
        {
            request.Minion = minion;
            jobs.AddRange(await JobsList.FetchAsync(master.Control, request, cancellationToken));
        }

        foreach (var job in jobs.OrderBy(job => job.Jid, StringComparer.Ordinal).TakeLast((int)request.Limit))
        {
            outputter.WriteReturn(job.Jid, JsonText.Build(json => JobLayout.WriteListed(json, job)), failed: false);
        }

        outputter.EndReturns();
        return ExitCodes.Success;
    }

    private static Task<int> AskAsync(Invocation invocation, string function, JsonObject options, CancellationToken cancellationToken)
    {
        var minions = MinionsOf(invocation);
        var request = new RunRequest
        {
            Tgt = minions is null ? "*" : string.Join(',', minions),
            TgtType = minions is null ? "glob" : "list",
            Fun = function,
            Kwarg = RunRequests.Json(options),
        };
        var report = new RunReport(invocation.OpenOutputter(), invocation.Terminal, RunOptions.DisplayOf(invocation.Words));
        return RunVerb.WaitAsync(invocation, request, report, cancellationToken);
    }

    private static string? Entry(Invocation invocation)
    {
        invocation.Words.AtMost(1);
        return invocation.Words.Operands.Count == 0 ? null : invocation.Words.Operands[0];
    }

    private static string[]? MinionsOf(Invocation invocation) =>
        invocation.Words.ValueOf(Minions)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
