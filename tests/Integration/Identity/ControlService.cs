using Grpc.Core;
using Salt.Master.Authority;
using Salt.Master.Control;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Control's calls about keys, and who the caller is; the others are not there.</summary>
internal sealed class ControlService(KeyCalls calls) : Control.ControlBase
{
    public override Task<StatusReply> GetStatus(StatusRequest request, ServerCallContext context) =>
        Task.FromResult(new StatusReply { User = ((Peer.Operator)Peer.Of(context)).User });

    public override Task<KeyList> ListKeys(ListKeysRequest request, ServerCallContext context) => Task.FromResult(calls.List(request));

    public override Task<ChangeKeysReply> ChangeKeys(ChangeKeysRequest request, ServerCallContext context) =>
        Task.FromResult(calls.Change(request));

    public override Task<CreateTokenReply> CreateToken(CreateTokenRequest request, ServerCallContext context) =>
        Task.FromResult(calls.CreateToken(request));
}
