using Grpc.Core;
using Salt.Master.Authority;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>What operators may call.</summary>
internal sealed class ControlService(StatusCall status, JobCalls jobs, OutputCalls output, MinionCalls minions, KeyCalls keys, EventCalls events)
    : V1.Control.ControlBase
{
    public override Task<StatusReply> GetStatus(StatusRequest request, ServerCallContext context) =>
        Task.FromResult(status.Get(UserOf(context)));

    public override Task Run(RunRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        jobs.RunAsync(request, UserOf(context), responseStream, context);

    public override Task Follow(FollowRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        jobs.FollowAsync(request, responseStream, context);

    public override Task Attach(AttachRequest request, IServerStreamWriter<OutputPiece> responseStream, ServerCallContext context) =>
        output.AttachAsync(request, responseStream, context);

    public override Task ListJobs(ListJobsRequest request, IServerStreamWriter<JobView> responseStream, ServerCallContext context) =>
        jobs.ListAsync(request, responseStream, context);

    public override Task ActiveJobs(ActiveJobsRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        jobs.ActiveAsync(responseStream, context);

    public override Task ShowJob(ShowJobRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        jobs.ShowAsync(request, responseStream, context);

    public override Task<CancelReply> Cancel(CancelRequest request, ServerCallContext context) =>
        jobs.CancelAsync(request, UserOf(context), context.CancellationToken);

    public override Task ListMinions(ListMinionsRequest request, IServerStreamWriter<MinionView> responseStream, ServerCallContext context) =>
        minions.ListAsync(request, responseStream, context);

    public override Task<KeyList> ListKeys(ListKeysRequest request, ServerCallContext context) => Task.FromResult(keys.List(request));

    public override Task<ChangeKeysReply> ChangeKeys(ChangeKeysRequest request, ServerCallContext context) =>
        Task.FromResult(keys.Change(request));

    public override Task<CreateTokenReply> CreateToken(CreateTokenRequest request, ServerCallContext context) =>
        Task.FromResult(keys.CreateToken(request));

    public override Task Events(EventsRequest request, IServerStreamWriter<Event> responseStream, ServerCallContext context) =>
        events.StreamAsync(request, responseStream, context);

    private static string UserOf(ServerCallContext context) => Peer.Of(context) is Peer.Operator caller
        ? caller.User
        : throw new SaltException(Failure.Denied, "only operators call here");
}
