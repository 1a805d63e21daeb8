using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Master.Keys;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Tests.Integration.Identity;

/// <summary>Peers that are not our minion: they make what certificates they like, and trust anybody.</summary>
internal static class TestPeers
{
    /// <summary>A certificate with its key, for a role, from this CA.</summary>
    public static X509Certificate2 Certificate(CertificateAuthority ca, CertificateRole role, DateTimeOffset? issued = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = ca.Issue(KeyPair.PublicKeyOf(key), role, issued ?? TimeProvider.System.GetUtcNow());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate that the master really issued.</summary>
    public static X509Certificate2 Certificate(MasterCa ca, CertificateRole role)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = ca.Issue(KeyPair.PublicKeyOf(key), role);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>An operator's certificate that the master has in its list.</summary>
    public static X509Certificate2 Operator(OperatorCertificates list, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = list.Issue(name, KeyPair.PublicKeyOf(key), "root");
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A minion's certificate whose key is accepted.</summary>
    public static X509Certificate2 Accepted(IdentityMaster master, string id)
    {
        var certificate = Certificate(master.Ca, CertificateRole.Minion(MinionId.Parse(id)));
        master.Ring.Submit(MinionId.Parse(id), certificate.PublicKey, "", "", admitted: true);
        return certificate;
    }

    public static SslClientAuthenticationOptions Tls(X509Certificate2? certificate) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust },
        ClientCertificateContext = certificate is null
            ? null
            : SslStreamCertificateContext.Create(
                certificate, null, offline: true, SslCertificateTrust.CreateForX509Collection([certificate])),
#pragma warning disable CA5359 // These peers are the ones that are judged.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };
}
