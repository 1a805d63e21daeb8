using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Cli.Runner;
using Salt.Cli.Tables;
using Salt.Shared.Errors;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs active</c>: what runs, where, under which pid.</summary>
internal static class JobsActive
{
    private const string Name = "jobs.active";

    public static Function Active() => new(
        Name,
        "jobs that have not ended everywhere",
        [SaltParameters.Outputter, SaltParameters.DisplayProgress],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var reply = await RunnerQuestion.FetchAsync(invocation, Name, arguments, cancellationToken);
        if (arguments.Has("outputter") || !TableText.IsWanted(invocation) || reply.Answer is not { } jobs) return reply.Print(invocation);
        var table = new TableText("JID", "User", "Function", "Target", "Running", "Waiting", "Returned", "Away");
        foreach (var job in jobs.EnumerateObject()) Add(table, job.Name, job.Value);
        table.Print(invocation.Terminal);
        return ExitCodes.Success;
    }

    private static void Add(TableText table, string jid, JsonElement job) => table.Add(
        (jid, ""),
        (job.GetProperty("User").GetString()!, ""),
        (job.GetProperty("Function").GetString()!, "aqua"),
        (job.GetProperty("Target").GetString()!, ""),
        (Minions(job, "Running"), "green"),
        (Minions(job, "Waiting"), "yellow"),
        (Minions(job, "Returned"), ""),
        (Minions(job, "Away"), "red"));

    // Ids, or maps of an id to what there is to say of it.
    private static string Minions(JsonElement job, string name) => job.TryGetProperty(name, out var minions)
        ? Names.Some(minions.EnumerateArray().Select(minion =>
            minion.ValueKind == JsonValueKind.String ? minion.GetString()! : minion.EnumerateObject().First().Name))
        : "";
}
