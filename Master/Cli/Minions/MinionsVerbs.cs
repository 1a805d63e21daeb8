using System.Text.Json;
using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary><c>minions list</c>, <c>up</c>, <c>down</c> and <c>status</c>: one question, laid out in four ways.</summary>
internal static class MinionsVerbs
{
    public static Verb DeclareList() => Declare("list", "every minion and where it is", MinionLayout.Listed);

    public static Verb DeclareUp() => Declare("up", "who is connected", minions => MinionLayout.Ids(minions, up: true));

    public static Verb DeclareDown() => Declare("down", "who is not", minions => MinionLayout.Ids(minions, up: false));

    public static Verb DeclareStatus() => Declare("status", "who is connected and who is not", MinionLayout.Status);

    private static Verb Declare(string word, string summary, Func<IReadOnlyCollection<MinionView>, JsonElement> layOut) =>
        new($"minions {word}", "", summary, [], async (invocation, cancellationToken) =>
        {
            invocation.Words.AtMost(0);
            var outputter = invocation.OpenOutputter();
            outputter.Write(layOut(await FetchAsync(invocation, cancellationToken)));
            return ExitCodes.Success;
        });

    private static async Task<IReadOnlyCollection<MinionView>> FetchAsync(
        Invocation invocation, CancellationToken cancellationToken)
    {
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.ListMinions(new ListMinionsRequest(), cancellationToken: cancellationToken);
        var minions = new List<MinionView>();
        await foreach (var minion in call.ResponseStream.ReadAllAsync(cancellationToken)) minions.Add(minion);
        return minions;
    }
}
