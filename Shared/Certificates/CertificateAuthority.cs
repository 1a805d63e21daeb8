using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>The master as issuer of certificates: one ECDSA P-256 key and its self-signed certificate.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private const int SerialBytes = 16;

    /// <param name="certificate">With its private key. Owned from here on.</param>
    public CertificateAuthority(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey) throw new ArgumentException("no private key", nameof(certificate));
        Certificate = certificate;
        Fingerprint = Fingerprint.Of(certificate);
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>What minions pin.</summary>
    public Fingerprint Fingerprint { get; }

    public static CertificateAuthority Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=salt CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(KeyIdentifier(request.PublicKey));
        return new CertificateAuthority(
            request.CreateSelfSigned(now - CertificateLifetime.Backdated, now + CertificateLifetime.Authority));
    }

    /// <summary>A certificate without private key. It never outlives the authority.</summary>
    public X509Certificate2 Issue(PublicKey key, CertificateRole role, DateTimeOffset now)
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=salt"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(role.Usage)], true));
        request.CertificateExtensions.Add(SubjectUri.Extension(role.Uri));
        request.CertificateExtensions.Add(KeyIdentifier(key));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));

        var begin = Later(now - CertificateLifetime.Backdated, CertificateLifetime.NotBefore(Certificate));
        var end = Earlier(now + CertificateLifetime.Leaf, CertificateLifetime.NotAfter(Certificate));
        return request.Create(Certificate, begin, end, Serial());
    }

    public void Dispose() => Certificate.Dispose();

    // The identifier is the fingerprint itself, so that a certificate of another authority tells which one issued it.
    private static X509SubjectKeyIdentifierExtension KeyIdentifier(PublicKey key) =>
        new(SHA256.HashData(key.ExportSubjectPublicKeyInfo()), false);

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)(serial[0] & 0x3f | 0x40);  // positive, and never shortened by leading zeros
        return serial;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
