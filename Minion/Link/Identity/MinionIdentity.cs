using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Salt.Minion.Hosting;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Minion.Link.Identity;

/// <summary>
/// Who this minion is to its master: its key, made at the first start, the certificate that the master issued for it,
/// and the master's CA. One loop uses it: first <see cref="EnsureAsync"/>, then a connection with what that returned.
/// </summary>
public sealed class MinionIdentity : IDisposable
{
    private readonly MinionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<MinionIdentity> _log;
    private readonly IdentityFolder _folder;
    private readonly ECDsa _key;
    private bool _refusedByMaster;

    /// <exception cref="SaltException">BadRequest: the folder holds Salt's own key.</exception>
    public MinionIdentity(MinionOptions options, TimeProvider clock, ILogger<MinionIdentity> log)
    {
        var folder = Path.Combine(options.PkiDir, "minion");
        SystemStore.Leave();
        SaltRsaKeys.Refuse(options.PkiDir, folder, "minion.pem");
        (_options, _clock, _log) = (options, clock, log);
        _folder = new IdentityFolder(folder, log);
        _key = _folder.Key();
        Fingerprint = Fingerprint.Of(_key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Of this minion's key, as <c>keys finger</c> shows it on the master.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>
    /// What to connect with. Returns at once if the stored certificate is good; otherwise enrols with this master and, while
    /// the key waits there, waits with it.
    /// </summary>
    /// <exception cref="SaltException">Unavailable: the master does not answer. Denied: the key is rejected or denied, the
    /// token refused, or the master is not the pinned one. Both may change: back off and call again.</exception>
    public async Task<MinionCredential> EnsureAsync(MasterAddress master, CancellationToken cancellationToken)
    {
        if (Pinned() is { } pinned && !_refusedByMaster && Stored(pinned) is { } stored) return stored;

        var token = Token();
        var trust = Pinned() ?? await MeetAsync(master, token, cancellationToken);
        var credential = await EnrolAsync(master, trust, token, cancellationToken);
        _refusedByMaster = false;
        return credential;
    }

    /// <summary>The master answered UNAUTHENTICATED: its operator deleted or rejected the key, or its clock says that the
    /// certificate has expired. The next <see cref="EnsureAsync"/> enrols anew.</summary>
    public void Distrust() => _refusedByMaster = true;

    /// <summary>Renews the certificate over the connection that it made, once it is due.</summary>
    /// <returns>What to connect with from now on, when it suits; null if the present one is not due.</returns>
    /// <exception cref="Grpc.Core.RpcException">The master did not answer. The present certificate holds on: try again later.</exception>
    public async Task<MinionCredential?> RenewIfDueAsync(
        MinionCredential present, MinionHub.MinionHubClient hub, CancellationToken cancellationToken)
    {
        if (_clock.GetUtcNow() < present.RenewAt) return null;
        var request = new RenewRequest { Csr = ByteString.CopyFrom(SigningRequest.Create(_key)) };
        var reply = await hub.RenewAsync(request, cancellationToken: cancellationToken);
        return Keep(reply.Certificate, present.Trust, "renewal");
    }

    public void Dispose() => _key.Dispose();

    private MasterTrust? Pinned()
    {
        if (_folder.Authority() is not { } authority) return null;
        var trust = new MasterTrust(authority, _clock);
        if (Expected() is not { } expected || expected == trust.Check.Authority) return trust;

        // The operator's word in the configuration is newer than what was pinned.
        return null;
    }

    private Fingerprint? Expected() => Fingerprint.TryParse(_options.MasterFinger, out var expected) ? expected : null;

    private MinionCredential? Stored(MasterTrust trust)
    {
        if (_folder.Certificate(_key) is not { } certificate) return null;
        var fault = Fault(certificate, trust);
        if (fault is null) return new MinionCredential(certificate, trust);
        _log.CertificateNotUsed(fault);
        certificate.Dispose();
        return null;
    }

    private string? Fault(X509Certificate2 certificate, MasterTrust trust)
    {
        var verdict = trust.Check.Judge(certificate, _clock.GetUtcNow());
        if (verdict.Fault is not null) return verdict.Fault;
        return verdict.Role == CertificateRole.Minion(_options.Id) ? null : $"it is for {verdict.Role}";
    }

    private JoinToken? Token()
    {
        if ((_options.JoinToken ?? _folder.Token()) is not { } text) return null;
        return JoinToken.TryParse(text, out var token)
            ? token
            : throw new SaltException(Failure.BadRequest, "the join token is malformed: copy it whole (FINGERPRINT.SECRET)");
    }

    /// <summary>The first sight of a master: its CA must have the fingerprint that the configuration or the token names.
    /// If neither does, it is trusted as it is.</summary>
    private async Task<MasterTrust> MeetAsync(MasterAddress master, JoinToken? token, CancellationToken cancellationToken)
    {
        var authority = await EnrolmentClient.AskAuthorityAsync(master, _options.Id.ToString(), cancellationToken);
        if ((Expected() ?? token?.Authority) is { } expected) Refuse(master, Fingerprint.Of(authority), expected);
        return new MasterTrust(authority, _clock);
    }

    private static void Refuse(MasterAddress master, Fingerprint shown, Fingerprint expected)
    {
        if (shown == expected) return;
        throw new SaltException(
            Failure.Denied, $"The master at {master} is refused: its CA has the fingerprint {shown}, expected is {expected}");
    }

    /// <summary>A CA that was just met is pinned once a handshake has shown that the master holds its certificates.</summary>
    private void Pin(MasterAddress master, MasterTrust trust, JoinToken? token)
    {
        if (Pinned() is not null) return;
        _folder.Pin(trust.Authority);
        if (Expected() is null && token is null) _log.AuthorityPinned(master.ToString(), trust.Check.Authority);
        else _log.AuthorityRecognised(master.ToString(), trust.Check.Authority);
    }

    private async Task<MinionCredential> EnrolAsync(
        MasterAddress master, MasterTrust trust, JoinToken? token, CancellationToken cancellationToken)
    {
        // The secret of a token goes to the master that issued it and to no other.
        if (token is not null) Refuse(master, trust.Check.Authority, token.Authority);
        using var client = EnrolmentClient.To(master, trust);
        var request = new EnrollRequest
        {
            Id = _options.Id.ToString(),
            Csr = ByteString.CopyFrom(SigningRequest.Create(_key)),
            Token = token?.ToString() ?? "",
            MachineId = MachineId.Read(),
        };
        for (var told = false; ; told = true)
        {
            var reply = await client.EnrolAsync(request, cancellationToken);
            Pin(master, trust, token);
            switch (reply.State)
            {
                case EnrollReply.Types.State.Accepted:
                    var credential = Keep(reply.Certificate, trust, master.ToString());
                    _folder.RemoveToken();
                    return credential;
                case EnrollReply.Types.State.Pending:
                    if (!told) _log.WaitingForAcceptance(_options.Id, master.ToString(), Fingerprint);
                    await Task.Delay(RetryAfter(reply), _clock, cancellationToken);
                    break;
                default:
                    throw new SaltException(Failure.Denied, $"{reply.Message} The key's fingerprint is {Fingerprint}");
            }
        }
    }

    private static TimeSpan RetryAfter(EnrollReply reply) =>
        TimeSpan.FromMilliseconds(Math.Clamp(reply.RetryAfterMs, 100, 300_000));

    private MinionCredential Keep(ByteString der, MasterTrust trust, string source)
    {
        using var issued = LinkEdge.Certificate(der, "the certificate that the master issued");
        if (Fingerprint.Of(issued) != Fingerprint) throw new SaltException(Failure.Denied, "The master issued a certificate for another key");
        if (Fault(issued, trust) is { } fault) throw new SaltException(Failure.Denied, $"The certificate that the master issued is of no use: {fault}");
        _folder.Keep(issued);
        var certificate = issued.CopyWithPrivateKey(_key);
        _log.CertificateReceived(_options.Id, source, certificate.NotAfter.ToUniversalTime());
        return new MinionCredential(certificate, trust);
    }
}
