using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Authority;
using Salt.Master.Pillar;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Gives a minion its own pillar, and nobody else's: who it is, its certificate says.</summary>
internal sealed class PillarCalls(PillarService pillars)
{
    /// <exception cref="SaltException">Denied: the caller is no minion. BadRequest: its grains are no JSON object.</exception>
    public PillarReply Answer(PillarRequest request, ServerCallContext context)
    {
        if (Peer.Of(context) is not Peer.Minion minion) throw new SaltException(Failure.Denied, "only minions have a pillar");
        var (asked, violation) = HubEdge.Pillar(request);
        if (asked is null) throw HubMessages.Fault(violation!.ToString());
        var answer = asked.Pillarenv.Length > 0
            ? pillars.AskOf(asked.Pillarenv, minion.Id, asked.Grains, context.CancellationToken)
            : pillars.Ask(minion.Id, asked.Grains, context.CancellationToken);
        return new PillarReply { Pillar = UnsafeByteOperations.UnsafeWrap(answer.Data), Fault = answer.Fault };
    }
}
