using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;

namespace Salt.Minion.Link.Identity;

/// <summary>TLS towards the master: 1.3, and a peer that the pinned CA has certified as the master. What the address is
/// called does not matter: the certificate names a role, not a host.</summary>
internal sealed class MasterTrust(X509Certificate2 authority, TimeProvider clock)
{
    private readonly CertificateCheck _check = new(authority);

    public X509Certificate2 Authority => authority;

    public CertificateCheck Check => _check;

    /// <param name="own">What this side shows; null: nothing.</param>
    public SslClientAuthenticationOptions Options(X509Certificate2? own) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = _check.ChainPolicy(),
        AllowTlsResume = false,
        // With the trust named, the context's own chain is built without reading the system's store.
        ClientCertificateContext = own is null
            ? null
            : SslStreamCertificateContext.Create(
                own, [authority], offline: true, SslCertificateTrust.CreateForX509Collection([authority])),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => IsMaster(certificate as X509Certificate2, chain),
    };

    // Thrown, not returned as false: this way the reason reaches whoever opened the connection.
    private bool IsMaster(X509Certificate2? certificate, X509Chain? chain)
    {
        if (certificate is null || chain is null) throw new UntrustedPeerException("the master showed no certificate");
        var verdict = _check.Judge(certificate, chain, clock.GetUtcNow());
        if (verdict.Fault is { } fault) throw new UntrustedPeerException($"the master is refused: {fault}");
        return verdict.Role == CertificateRole.Master
            ? true
            : throw new UntrustedPeerException($"the peer is refused: its certificate is for {verdict.Role}, not for the master");
    }
}
