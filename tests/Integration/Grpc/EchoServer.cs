using System.Net;
using System.Net.Security;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Master.Hosting;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Our own server with <see cref="EchoService"/>, on a free port or on a unix socket.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoServer(WebApplication app, EchoService service) => (_app, Service) = (app, service);

    public EchoService Service { get; }

    public Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>On TCP; only clients with a certificate of the authority get in.</summary>
    public static Task<EchoServer> StartAsync(TestAuthority authority, Action<GrpcServiceOptions>? configure = null) =>
        StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    ServerCertificate = authority.Server,
                    ClientCertificateRequired = true,
                    CertificateChainPolicy = authority.Policy,
                }),
            })),
            configure);

    public static Task<EchoServer> StartAsync(string socket, Action<GrpcServiceOptions>? configure = null) =>
        StartAsync(kestrel => kestrel.ListenUnixSocket(socket), configure);

    /// <summary>Stops at once: the calls that run are cut.</summary>
    public Task CutAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<EchoServer> StartAsync(
        Action<KestrelServerOptions> listen, Action<GrpcServiceOptions>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            GrpcServer.Limit(kestrel);
            listen(kestrel);
        });
        builder.Services.AddGrpcServer(EchoChannel.MessageLimit);
        if (configure is not null) builder.Services.Configure(configure);
        var app = builder.Build();
        var service = new EchoService();
        app.MapGrpcService(Echo.BindService(service));
        await app.StartAsync();
        return new EchoServer(app, service);
    }
}
