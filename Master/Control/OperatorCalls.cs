using Google.Protobuf;
using Salt.Master.Keys;
using Salt.Shared.Errors;
using Salt.Shared.Certificates;
using Salt.Shared.Jobs;
using Salt.V1;
using Known = Salt.Master.Keys.OperatorCertificate;

namespace Salt.Master.Control;

/// <summary>The calls of Control that are about operators' certificates.</summary>
public sealed class OperatorCalls(OperatorCertificates operators, MasterCa ca)
{
    /// <param name="by">Who asks.</param>
    public IssueOperatorReply Issue(IssueOperatorRequest request, string by)
    {
        var (name, csr) = ControlEdge.Operator(request);
        using var certificate = operators.Issue(name, KeyOf(csr), by);
        return new IssueOperatorReply
        {
            Certificate = ByteString.CopyFrom(certificate.RawDataMemory.Span),
            Authority = ByteString.CopyFrom(ca.CertificateDer.Span),
            ExpiresUs = new DateTimeOffset(certificate.NotAfter).ToUnixMicroseconds(),
        };
    }

    public OperatorList List()
    {
        var list = new OperatorList();
        list.Operators.AddRange(operators.List().Select(View));
        return list;
    }

    public OperatorList Revoke(RevokeOperatorRequest request, string by)
    {
        var list = new OperatorList();
        list.Operators.AddRange(operators.Revoke(ControlEdge.Operator(request), by).Select(View));
        return list;
    }

    private static System.Security.Cryptography.X509Certificates.PublicKey KeyOf(ReadOnlyMemory<byte> csr)
    {
        try
        {
            return SigningRequest.Check(csr.Span);
        }
        catch (FormatException e)
        {
            throw new SaltException(Failure.BadRequest, e.Message, inner: e);
        }
    }

    private static OperatorView View(Known certificate) => new()
    {
        Name = certificate.Name,
        Serial = certificate.Serial,
        IssuedUs = certificate.Issued.ToUnixMicroseconds(),
        IssuedBy = certificate.IssuedBy,
        ExpiresUs = certificate.Expires.ToUnixMicroseconds(),
        RevokedUs = certificate.Revoked is { } revoked ? revoked.ToUnixMicroseconds() : 0,
        RevokedBy = certificate.RevokedBy,
    };
}
