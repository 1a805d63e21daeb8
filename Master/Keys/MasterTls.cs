using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Salt.Master.Authority;

namespace Salt.Master.Keys;

/// <summary>
/// TLS 1.3 on the port for minions and operators. A handshake never fails for the client's certificate: whoever shows
/// none, or one that is not ours, is anonymous, may call what anybody may (Enroll), and is told why on the rest.
/// </summary>
public sealed class MasterTls(MasterCa ca, ServerCertificate server, TimeProvider clock)
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Makes a Kestrel endpoint speak HTTP/2 over TLS and know its peers.</summary>
    public void Configure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = handshake => ValueTask.FromResult(Options(handshake)),
        });
    }

    private SslServerAuthenticationOptions Options(TlsHandshakeCallbackContext handshake) => new()
    {
        ServerCertificateContext = server.Current(),
        EnabledSslProtocols = SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        CertificateChainPolicy = ca.Check.ChainPolicy(),
        // Asks for a certificate; the callback decides what its absence means.
        ClientCertificateRequired = true,
        // Every connection shows its certificate anew: a resumed session would bring back an old one.
        AllowTlsResume = false,
#pragma warning disable CA5359 // This is the server's side: a client's certificate is judged here and weighed on every call.
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            handshake.Connection.Features.Set(PeerOf(certificate as X509Certificate2, chain));
            return true;
        },
#pragma warning restore CA5359
    };

    private ConnectionPeer PeerOf(X509Certificate2? certificate, X509Chain? chain)
    {
        if (certificate is null || chain is null) return ConnectionPeer.Anonymous("no certificate was shown");
        var verdict = ca.Check.Judge(certificate, chain, clock.GetUtcNow());
        return verdict.Role is { } role
            ? ConnectionPeer.Of(role, certificate)
            : ConnectionPeer.Anonymous(verdict.Fault!);
    }
}
