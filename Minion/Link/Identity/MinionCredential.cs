using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;

namespace Salt.Minion.Link.Identity;

/// <summary>What a minion connects with: its certificate and the CA that it trusts. Valid as long as the process runs;
/// a connection made with it stays good when a newer one has been issued.</summary>
public sealed class MinionCredential
{
    private readonly X509Certificate2 _certificate;
    private readonly MasterTrust _trust;

    internal MinionCredential(X509Certificate2 certificate, MasterTrust trust) => (_certificate, _trust) = (certificate, trust);

    public DateTimeOffset NotAfter => _certificate.NotAfter.ToUniversalTime();

    /// <summary>When the certificate is due to be renewed.</summary>
    public DateTimeOffset RenewAt => CertificateLifetime.RenewAt(_certificate.NotBefore.ToUniversalTime(), NotAfter);

    internal string Serial => _certificate.SerialNumber;

    internal MasterTrust Trust => _trust;

    /// <summary>For the handler of a channel to the master. A connection that fails for the master's certificate says why
    /// in its exception, with the fingerprints of both CAs where they differ.</summary>
    public SslClientAuthenticationOptions TlsOptions() => _trust.Options(_certificate);
}
