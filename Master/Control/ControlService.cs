using Grpc.Core;
using Salt.Master.Authority;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>What operators may call.</summary>
internal sealed class ControlService(
    StatusCall status,
    JobCalls jobs,
    OutputCalls output,
    HistoryCalls history,
    ExplainCall explain,
    MinionCalls minions,
    PillarShowCall pillars,
    ScheduleCall schedule,
    RunnerCalls runners,
    CancelCall cancel,
    KeyCalls keys,
    OperatorCalls operators,
    EventCalls events)
    : V1.Control.ControlBase
{
    public override Task<StatusReply> GetStatus(StatusRequest request, ServerCallContext context) =>
        Task.FromResult(status.Get(CallerOf(context).User));

    public override Task Run(RunRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        jobs.RunAsync(request, CallerOf(context), responseStream, context);

    public override Task Follow(FollowRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        jobs.FollowAsync(request, responseStream, context);

    public override Task Attach(AttachRequest request, IServerStreamWriter<OutputPiece> responseStream, ServerCallContext context) =>
        output.AttachAsync(request, responseStream, context);

    public override Task ListJobs(ListJobsRequest request, IServerStreamWriter<JobView> responseStream, ServerCallContext context) =>
        history.ListAsync(request, responseStream, context);

    public override Task ActiveJobs(ActiveJobsRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        history.ActiveAsync(responseStream, context);

    public override Task ShowJob(ShowJobRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        history.ShowAsync(request, responseStream, context);

    public override Task<Explanation> ExplainJob(ExplainJobRequest request, ServerCallContext context) =>
        explain.ExplainAsync(request, context.CancellationToken);

    public override Task<PurgeJobsReply> PurgeJobs(PurgeJobsRequest request, ServerCallContext context) =>
        history.PurgeAsync(request, CallerOf(context).User, context);

    public override Task<CancelReply> Cancel(CancelRequest request, ServerCallContext context) =>
        cancel.CancelAsync(request, CallerOf(context).User, context.CancellationToken);

    public override Task ListMinions(ListMinionsRequest request, IServerStreamWriter<MinionView> responseStream, ServerCallContext context) =>
        minions.ListAsync(request, responseStream, context);

    public override Task<MatchMinionsReply> MatchMinions(MatchMinionsRequest request, ServerCallContext context) =>
        Task.FromResult(minions.Match(request));

    public override Task<ShowPillarReply> ShowPillar(ShowPillarRequest request, ServerCallContext context) =>
        Task.FromResult(pillars.Show(request));

    public override Task<ShowScheduleReply> ShowSchedule(ShowScheduleRequest request, ServerCallContext context) =>
        Task.FromResult(schedule.Show(request));

    public override Task RunRunner(RunnerRequest request, IServerStreamWriter<RunnerEvent> responseStream, ServerCallContext context) =>
        runners.RunAsync(request, CallerOf(context), responseStream, context);

    public override Task<RunnerDocs> DescribeRunners(DescribeRunnersRequest request, ServerCallContext context) =>
        Task.FromResult(runners.Describe(request));

    public override Task<KeyList> ListKeys(ListKeysRequest request, ServerCallContext context) => Task.FromResult(keys.List(request));

    public override Task<ChangeKeysReply> ChangeKeys(ChangeKeysRequest request, ServerCallContext context) =>
        Task.FromResult(keys.Change(request));

    public override Task<CreateTokenReply> CreateToken(CreateTokenRequest request, ServerCallContext context) =>
        Task.FromResult(keys.CreateToken(request));

    public override Task<IssueOperatorReply> IssueOperator(IssueOperatorRequest request, ServerCallContext context) =>
        Task.FromResult(operators.Issue(request, CallerOf(context).User));

    public override Task<OperatorList> ListOperators(ListOperatorsRequest request, ServerCallContext context) => Task.FromResult(operators.List());

    public override Task<OperatorList> RevokeOperator(RevokeOperatorRequest request, ServerCallContext context) =>
        Task.FromResult(operators.Revoke(request, CallerOf(context).User));

    public override Task Events(EventsRequest request, IServerStreamWriter<Event> responseStream, ServerCallContext context) =>
        events.StreamAsync(request, responseStream, context);

    private static Peer.Operator CallerOf(ServerCallContext context) => Peer.Of(context) is Peer.Operator caller
        ? caller with { Via = caller.Via.Length > 0 ? caller.Via : CertificateVia(context) }
        : throw new SaltException(Failure.Denied, "only operators call here");

    // The certificate is the connection's, its address is that of every call.
    private static string CertificateVia(ServerCallContext context) =>
        $"a certificate, from {PeerAddress.Of(context)}";
}
