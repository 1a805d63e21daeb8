using Grpc.Core;
using Salt.Master.Sessions;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>The hub's calls about certificates; the others are not there.</summary>
internal sealed class HubService(EnrolmentCalls calls) : MinionHub.MinionHubBase
{
    public override Task<EnrollReply> Enroll(EnrollRequest request, ServerCallContext context) => calls.EnrollAsync(request, context);

    public override Task<RenewReply> Renew(RenewRequest request, ServerCallContext context) => Task.FromResult(calls.Renew(request, context));
}
