using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Authority;
using Salt.Master.Keys;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>The calls of MinionHub that are about a minion's certificate, between their messages and the keys.</summary>
public sealed class EnrolmentCalls(Enrolment enrolment, MasterCa ca)
{
    private const int ShownMax = 80;

    public async Task<EnrollReply> EnrollAsync(EnrollRequest request, ServerCallContext context)
    {
        if (!MinionId.TryParse(request.Id, out var id))
        {
            throw new SaltException(Failure.BadRequest, $"'{PlainLine.Of(request.Id, ShownMax)}' is not a minion id ({MinionId.Rule})");
        }

        Require(HubEdge.Enroll(request));
        var authority = UnsafeByteOperations.UnsafeWrap(ca.CertificateDer);
        if (request.Csr.IsEmpty) return new EnrollReply { CaCertificate = authority };

        var answer = await enrolment.EnrolAsync(
            new EnrolmentRequest(id, request.Csr.Memory, request.Token, request.MachineId, PeerAddress.Of(context)),
            context.CancellationToken);
        return new EnrollReply
        {
            State = StateOf(answer.State),
            Certificate = UnsafeByteOperations.UnsafeWrap(answer.Certificate),
            CaCertificate = authority,
            Fingerprint = answer.Fingerprint.ToString(),
            RetryAfterMs = (uint)answer.RetryAfter.TotalMilliseconds,
            Message = answer.Message,
        };
    }

    public RenewReply Renew(RenewRequest request, ServerCallContext context)
    {
        Require(HubEdge.Renew(request));
        if (Peer.Of(context) is not Peer.Minion minion) throw new SaltException(Failure.Denied, "only minions renew here");
        var certificate = enrolment.Renew(minion.Id, minion.Key, request.Csr.Memory, PeerAddress.Of(context));
        return new RenewReply { Certificate = UnsafeByteOperations.UnsafeWrap(certificate) };
    }

    private static void Require(Violation? violation)
    {
        if (violation is not null) throw new SaltException(Failure.BadRequest, violation.ToString());
    }

    private static EnrollReply.Types.State StateOf(KeyState state) => state switch
    {
        KeyState.Accepted => EnrollReply.Types.State.Accepted,
        KeyState.Pending => EnrollReply.Types.State.Pending,
        KeyState.Rejected => EnrollReply.Types.State.Rejected,
        _ => EnrollReply.Types.State.Denied,
    };
}
