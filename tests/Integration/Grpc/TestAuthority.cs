using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Tests.Integration.Grpc;

/// <summary>A certificate authority that lives for a test, with a server's and a client's certificate.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset To = From.AddDays(30);

    private readonly X509Certificate2 _root;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(From, To);
        Server = Issue("CN=localhost", 2, "1.3.6.1.5.5.7.3.1");
        Client = Issue("CN=client", 3, "1.3.6.1.5.5.7.3.2");
    }

    public X509Certificate2 Root => _root;

    public X509Certificate2 Server { get; }

    public X509Certificate2 Client { get; }

    /// <summary>Trusts this authority alone; the system's store is not read.</summary>
    public X509ChainPolicy Policy => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { _root },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <summary>A client's side of TLS, with or without its certificate.</summary>
    public SslClientAuthenticationOptions ClientOptions(bool withCertificate = true) => new()
    {
        TargetHost = "localhost",
        CertificateChainPolicy = Policy,
        ClientCertificateContext = withCertificate
            ? SslStreamCertificateContext.Create(Client, null, offline: true)
            : null,
    };

    /// <summary>Writes ca.pem, server.pem, server.key, client.pem and client.key for processes that read files.</summary>
    public void WriteTo(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "ca.pem"), _root.ExportCertificatePem());
        foreach (var (name, certificate) in new[] { ("server", Server), ("client", Client) })
        {
            File.WriteAllText(Path.Combine(folder, name + ".pem"), certificate.ExportCertificatePem());
            using var key = certificate.GetECDsaPrivateKey()!;
            File.WriteAllText(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem());
        }
    }

    public void Dispose()
    {
        _root.Dispose();
        Server.Dispose();
        Client.Dispose();
    }

    private X509Certificate2 Issue(string subject, byte serial, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_root, From, To, [serial]);
        return certificate.CopyWithPrivateKey(key);
    }
}
