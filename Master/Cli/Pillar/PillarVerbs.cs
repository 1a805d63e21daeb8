using Salt.Cli.Completion;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Values;
using Salt.V1;

namespace Salt.Cli.Pillar;

/// <summary><c>pillar show</c> and <c>pillar refresh</c>.</summary>
internal static class PillarVerbs
{
    public static Verb DeclareShow() => new(
        "pillar show", [new("MINION") { Values = ValueSources.Minions }, new("KEY", "a:b is b in a") { IsOptional = true }], "a minion's pillar as the files say now, or one entry of it (a:b is b in a)", [], ShowAsync);

    public static Verb DeclareRefresh() => new(
        "pillar refresh", [Operand.Target with { IsOptional = true }], "have minions, all of them unless said otherwise, ask for their pillar", [.. TargetKinds.Options, TargetKinds.Delimiter], RefreshAsync);

    private static async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        words.AtMost(2);
        if (words.Operands.Count == 0) throw new SaltException(Failure.BadRequest, "MINION is missing: master-cli pillar show MINION [KEY]");
        using var master = await invocation.ConnectAsync(cancellationToken);
        var reply = await master.Control.ShowPillarAsync(new ShowPillarRequest { Minion = words.Operands[0] }, cancellationToken: cancellationToken);
        foreach (var claim in reply.Claims)
            invocation.Terminal.Say($"'{claim}' matches by the minion's own claim: whoever has root there can claim the same grains");
        if (reply.Fault.Length > 0)
            invocation.Terminal.Say($"The pillar is broken; {(reply.Pillar.IsEmpty ? "there is no earlier one" : "this is the last good one, which stays in force")}: {reply.Fault}");
        if (!reply.Pillar.IsEmpty) Print(invocation, JsonText.Parse(reply.Pillar.Memory));
        return reply.Fault.Length > 0 ? ExitCodes.SomeFailed : ExitCodes.Success;
    }

    private static void Print(Invocation invocation, JsonElement pillar)
    {
        if (invocation.Words.Operands.Count == 2)
        {
            var key = invocation.Words.Operands[1];
            if (!Traverse.TryFind(pillar, key, out pillar)) throw new SaltException(Failure.NotFound, $"there is no '{key}' in the pillar of {invocation.Words.Operands[0]}");
        }

        invocation.OpenOutputter().Write(pillar);
    }

    private static Task<int> RefreshAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Words.AtMost(1);
        var request = new RunRequest
        {
            Tgt = invocation.Words.Operands.Count == 0 ? "*" : invocation.Words.Operands[0],
            TgtType = TargetKinds.Of(invocation.Words),
            Delimiter = TargetKinds.DelimiterOf(invocation.Words),
            Fun = "saltutil.refresh_pillar",
            Arg = RunRequests.Json(new JsonArray()),
            Kwarg = RunRequests.Json(new JsonObject()),
        };
        var report = new RunReport(invocation.OpenOutputter(), invocation.Terminal, RunOptions.DisplayOf(invocation.Words));
        return RunVerb.WaitAsync(invocation, request, report, cancellationToken);
    }
}
