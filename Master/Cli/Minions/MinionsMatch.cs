using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary><c>minions match</c>: whom a target means, before anything is done to them.</summary>
internal static class MinionsMatch
{
    public static Verb Declare() => new(
        "minions match", [Operand.Target], "the minions that a target means, up and down", [.. TargetKinds.Options, TargetKinds.Delimiter], MatchAsync);

    private static async Task<int> MatchAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = new MatchMinionsRequest
        {
            Tgt = invocation.Words.Single("TARGET"),
            TgtType = TargetKinds.Of(invocation.Words),
            Delimiter = TargetKinds.DelimiterOf(invocation.Words),
        };
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var reply = await master.Control.MatchMinionsAsync(request, cancellationToken: cancellationToken);
        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            WriteIds("up", reply.Up);
            WriteIds("down", reply.Down);
            if (reply.Unknown.Count > 0) WriteIds("unknown", reply.Unknown);
            json.WriteEndObject();

            void WriteIds(string name, IEnumerable<string> ids)
            {
                json.WriteStartArray(name);
                foreach (var id in ids.Order(StringComparer.Ordinal)) json.WriteStringValue(id);
                json.WriteEndArray();
            }
        }));
        var matched = reply.Up.Count + reply.Down.Count;
        invocation.Terminal.Say($"{matched} matched: {reply.Up.Count} up, {reply.Down.Count} down");
        return matched > 0 ? ExitCodes.Success : ExitCodes.NothingReached;
    }
}
