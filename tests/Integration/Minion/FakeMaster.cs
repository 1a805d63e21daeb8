using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Salt.Master.Hosting;
using Salt.Shared.Certificates;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>The other end of a minion's stream, over real TLS, that says exactly what a test wants said.</summary>
internal sealed class FakeMaster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private FakeMaster(WebApplication app, FakeHub hub) => (_app, Hub) = (app, hub);

    public FakeHub Hub { get; }

    /// <param name="authority">A master that comes back has the same.</param>
    public static async Task<FakeMaster> StartAsync(int port, CertificateAuthority authority, FakeHub hub)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = authority.Issue(new PublicKey(key), CertificateRole.Master, TimeProvider.System.GetUtcNow());
        var tls = new SslServerAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            ClientCertificateRequired = true,
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust },
#pragma warning disable CA5359 // Who may connect is the real master's to say; here everybody may.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
            ServerCertificateContext = SslStreamCertificateContext.Create(issued.CopyWithPrivateKey(key), [authority.Certificate], offline: true),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            GrpcServer.Limit(kestrel);
            kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(tls),
            }));
        });
        builder.Services.AddGrpcServer(messageSize: null);
        var app = builder.Build();
        hub.Authority = authority;
        app.MapGrpcService(MinionHub.BindService(hub));
        await app.StartAsync();
        return new FakeMaster(app, hub);
    }

    /// <summary>Cuts every stream and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        Hub.CutAll();
        await _app.DisposeAsync();
    }
}
