using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Cli.Runner;
using Salt.Cli.Tables;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary>The verbs of <c>minions</c>: who is there and who is not.</summary>
internal static class Manage
{
    private const string StatusName = "manage.status";

    private static readonly Parameter[] Targeting =
    [
        new("tgt", "Of these minions only.") { IsPositional = true },
        new("tgt_type", "glob, list, pcre, grain or another kind of target.") { IsPositional = true },
        new("timeout", "Ignored: nobody has to be asked."),
        new("gather_job_timeout", "Ignored: nobody has to be asked."),
    ];

    private static readonly Parameter RemoveKeys = new("removekeys", "Not here: keys are deleted by name.") { IsPositional = true };

    private static readonly Parameter Output = new("output", "Ignored.");

    public static Function List() => new("minions.list", "every minion and where it is", [], ListAsync);

    public static Function Up() => RunnerQuestion.Declare("manage.up", "who is connected", Targeting);

    public static Function Down() => RunnerQuestion.Declare("manage.down", "who is not connected", [RemoveKeys, .. Targeting]);

    public static Function Status() => new(StatusName, "who is connected and who is not", [Output, .. Targeting], StatusAsync);

    public static Function Versions() => RunnerQuestion.Declare("manage.versions", "which version runs where");

    private static async Task<int> ListAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter();
        var minions = await FetchAsync(invocation, cancellationToken);
        if (TableText.IsWanted(invocation)) MinionTable.Print(invocation.Terminal, minions);
        else outputter.Write(MinionLayout.Listed(minions));
        return ExitCodes.Success;
    }

    private static async Task<int> StatusAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var reply = await RunnerQuestion.FetchAsync(invocation, StatusName, arguments, cancellationToken);
        if (!TableText.IsWanted(invocation) || reply.Answer is not { } answer) return reply.Print(invocation);
        // A person sees more of each.
        var meant = answer.EnumerateObject().SelectMany(list => list.Value.EnumerateArray()).Select(id => id.GetString()).ToHashSet();
        MinionTable.Print(invocation.Terminal, (await FetchAsync(invocation, cancellationToken)).Where(minion => meant.Contains(minion.Id)));
        return ExitCodes.Success;
    }

    private static async Task<IReadOnlyCollection<MinionView>> FetchAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.ListMinions(new ListMinionsRequest(), cancellationToken: cancellationToken);
        var minions = new List<MinionView>();
        await foreach (var minion in call.ResponseStream.ReadAllAsync(cancellationToken)) minions.Add(minion);
        return minions;
    }
}
