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
        var (grains, violation) = HubEdge.Grains(request);
        if (violation is not null) throw HubMessages.Fault(violation.ToString());
        var answer = pillars.Ask(minion.Id, grains);
        return new PillarReply { Pillar = UnsafeByteOperations.UnsafeWrap(answer.Data), Fault = answer.Fault };
    }
}
