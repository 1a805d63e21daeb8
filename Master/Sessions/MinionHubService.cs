using Grpc.Core;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>What minions may call.</summary>
internal sealed class MinionHubService(SessionHost sessions, EnrolmentCalls enrolment, PillarCalls pillars, FileCalls files) : MinionHub.MinionHubBase
{
    public override Task<EnrollReply> Enroll(EnrollRequest request, ServerCallContext context) => enrolment.EnrollAsync(request, context);

    public override Task<RenewReply> Renew(RenewRequest request, ServerCallContext context) =>
        Task.FromResult(enrolment.Renew(request, context));

    public override Task<PillarReply> Pillar(PillarRequest request, ServerCallContext context) => Task.FromResult(pillars.Answer(request, context));

    public override Task<ListFilesReply> ListFiles(ListFilesRequest request, ServerCallContext context) => files.ListAsync(request, context.CancellationToken);

    public override Task GetFile(GetFileRequest request, IServerStreamWriter<FilePiece> responseStream, ServerCallContext context) =>
        files.SendAsync(request, responseStream, context.CancellationToken);

    public override Task Connect(
        IAsyncStreamReader<MinionMessage> requestStream, IServerStreamWriter<MasterMessage> responseStream, ServerCallContext context) =>
        sessions.ServeAsync(requestStream, responseStream, context);
}
