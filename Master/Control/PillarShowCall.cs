using Google.Protobuf;
using Salt.Master.Pillar;
using Salt.Master.Sessions;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that shows a pillar.</summary>
internal sealed class PillarShowCall(PillarService pillars, MinionDirectory directory)
{
    /// <exception cref="SaltException">BadRequest: no minion id. NotFound: no accepted minion.</exception>
    public ShowPillarReply Show(ShowPillarRequest request)
    {
        var id = ControlEdge.Id(request.Minion);
        if (!directory.Accepted.Contains(id)) throw new SaltException(Failure.NotFound, $"there is no accepted minion {id}; see: master-cli minions list");
        var answer = pillars.Ask(id, default);
        return new ShowPillarReply
        {
            Pillar = UnsafeByteOperations.UnsafeWrap(answer.Data),
            Fault = answer.Fault,
            Claims = { answer.Claims },
        };
    }
}
