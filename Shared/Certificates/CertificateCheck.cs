using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>Whether a certificate is one of ours: issued by this authority, valid by the clock, with a role.</summary>
/// <param name="authority">The one certificate that is trusted; the system's store never is, nor is it read.</param>
public sealed class CertificateCheck(X509Certificate2 authority)
{
    private const X509ChainStatusFlags Tolerated = X509ChainStatusFlags.NoError | X509ChainStatusFlags.NotTimeValid;

    public Fingerprint Authority { get; } = Fingerprint.Of(authority);

    /// <summary>
    /// For a TLS handshake. It does not look at the time: <see cref="Judge(X509Certificate2, X509Chain, DateTimeOffset)"/>
    /// does, by the caller's clock and with both times in its words.
    /// </summary>
    public X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }

    /// <summary>Builds the chain itself, for a certificate that did not come by a handshake.</summary>
    public CertificateVerdict Judge(X509Certificate2 certificate, DateTimeOffset now)
    {
        using var chain = new X509Chain { ChainPolicy = ChainPolicy() };
        chain.Build(certificate);
        return Judge(certificate, chain, now);
    }

    /// <param name="chain">Built for this certificate with <see cref="ChainPolicy"/>.</param>
    public CertificateVerdict Judge(X509Certificate2 certificate, X509Chain chain, DateTimeOffset now)
    {
        if (!EndsAtAuthority(chain)) return CertificateVerdict.Refuse(OtherIssuer(certificate));
        if (CertificateLifetime.Fault(authority, "the certificate of the master's CA", now) is { } outdated)
        {
            return CertificateVerdict.Refuse(outdated);
        }

        if (!CertificateRole.TryRead(certificate, out var role)) return CertificateVerdict.Refuse("the certificate carries no role");
        return CertificateLifetime.Fault(certificate, $"the certificate of {role}", now) is { } expired
            ? CertificateVerdict.Refuse(expired)
            : CertificateVerdict.Accept(role);
    }

    /// <summary>What the certificate itself says about its issuer. It proves nothing; it is for messages.</summary>
    public static bool TryReadIssuer(X509Certificate2 certificate, out Fingerprint issuer)
    {
        issuer = default;
        var identifier = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        return identifier is { } bytes && Fingerprint.TryParse(Convert.ToHexString(bytes.Span), out issuer);
    }

    private bool EndsAtAuthority(X509Chain chain) =>
        chain.ChainElements.Count == 2
        && chain.ChainElements[1].Certificate.RawDataMemory.Span.SequenceEqual(authority.RawDataMemory.Span)
        && chain.ChainElements.All(e => e.ChainElementStatus.All(s => (s.Status & ~(Tolerated | X509ChainStatusFlags.NotValidForUsage)) == 0));

    private string OtherIssuer(X509Certificate2 certificate) => TryReadIssuer(certificate, out var issuer) && issuer != Authority
        ? $"the certificate was issued by another master's CA: fingerprint {issuer}, expected {Authority}"
        : $"the certificate was not issued by this master's CA, fingerprint {Authority}";
}
