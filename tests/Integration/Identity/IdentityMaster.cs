using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core.Client;
using Grpc.Core.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Master.Authority;
using Salt.Master.Control;
using Salt.Master.Events;
using Salt.Master.Hosting;
using Salt.Master.Keys;
using Salt.Master.Sessions;
using Salt.Minion.Hosting;
using Salt.Shared.Configuration;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>The master's identity served over real TLS and on a real socket: keys and authority, without jobs.</summary>
internal sealed class IdentityMaster : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly string _root;

    private IdentityMaster(WebApplication app, string root) => (_app, _root) = (app, root);

    /// <summary>The operators' socket.</summary>
    public string Socket => SocketBelow(_root);

    public KeyRing Ring => _app.Services.GetRequiredService<KeyRing>();

    public MasterCa Ca => _app.Services.GetRequiredService<MasterCa>();

    public JoinTokens Tokens => _app.Services.GetRequiredService<JoinTokens>();

    public ServerCertificate Certificate => _app.Services.GetRequiredService<ServerCertificate>();

    public EventBus Events => _app.Services.GetRequiredService<EventBus>();

    public MasterAddress Address
    {
        get
        {
            var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            return new MasterAddress("127.0.0.1", new Uri(addresses.Single(a => a.StartsWith("https", StringComparison.Ordinal))).Port);
        }
    }

    public static async Task<IdentityMaster> StartAsync(
        string root, TimeProvider? clock = null, bool autoAccept = false, int maxPendingKeys = 1000, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var options = new MasterOptions(new Layout(root)) { AutoAccept = autoAccept, MaxPendingKeys = maxPendingKeys };
        Directory.CreateDirectory(root);
        builder.Services
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<EventBus>()
            .AddKeys(options)
            .AddAuthority()
            .AddSingleton<EnrolmentCalls>()
            .AddSingleton<KeyCalls>()
            .AddGrpc(grpc =>
            {
                grpc.Interceptors.Add<FailureStatus>();
                grpc.Interceptors.Add<AuthorizationInterceptor>();
            });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureForGrpc();
            kestrel.Listen(IPAddress.Loopback, port, kestrel.ApplicationServices.GetRequiredService<MasterTls>().Configure);
            kestrel.ListenUnixSocket(SocketBelow(root), kestrel.ApplicationServices.GetRequiredService<OperatorSocket>().Configure);
        });
        var app = builder.Build();
        app.MapGrpcService(MinionHub.BindService, ActivatorUtilities.CreateInstance<HubService>(app.Services));
        app.MapGrpcService(Control.BindService, ActivatorUtilities.CreateInstance<ControlService>(app.Services));
        await app.StartAsync();
        return new IdentityMaster(app, root);
    }

    /// <summary>A file of the master's identity.</summary>
    public string PkiFile(params string[] names) => Path.Combine([new Layout(_root).PkiDir, "master", .. names]);

    /// <summary>A channel that shows this certificate, or none, and asks nothing of the master's.</summary>
    public GrpcChannel Channel(X509Certificate2? certificate)
    {
        var handler = GrpcHttpHandler.Create();
        handler.SslOptions = TestPeers.Tls(certificate);
        return GrpcChannel.ForAddress($"https://{Address}", new GrpcChannelOptions { HttpHandler = handler });
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string SocketBelow(string root) => Path.Combine(root, "control.sock");
}
