using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Tests.Unit.Certificates;

/// <summary>Certificates to look at.</summary>
internal static class Issued
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly CertificateRole Web1 = CertificateRole.Minion(MinionId.Parse("web1"));

    public static PublicKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return KeyPair.PublicKeyOf(key);
    }

    /// <summary>A certificate of the authority with these extensions and no others.</summary>
    public static X509Certificate2 Raw(CertificateAuthority authority, params X509Extension[] extensions)
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=salt"), NewKey(), HashAlgorithmName.SHA256);
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        return request.Create(authority.Certificate, Now.AddDays(-1), Now.AddDays(1), [1, 2, 3]);
    }

    public static X509Extension Usage(params string[] usages)
    {
        var oids = new OidCollection();
        foreach (var usage in usages) oids.Add(new Oid(usage));
        return new X509EnhancedKeyUsageExtension(oids, critical: true);
    }

    public static X509Extension Names(Action<SubjectAlternativeNameBuilder> add)
    {
        var names = new SubjectAlternativeNameBuilder();
        add(names);
        return names.Build();
    }
}
