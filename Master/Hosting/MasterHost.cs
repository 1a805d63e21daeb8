using System.Net;
using System.Net.Sockets;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Hosting;
using Salt.Master.Authority;
using Salt.Master.Control;
using Salt.Master.Events;
using Salt.Master.Files;
using Salt.Master.Jobs;
using Salt.Master.Keys;
using Salt.Master.Output;
using Salt.Master.Pillar;
using Salt.Master.Runners;
using Salt.Master.Schedules;
using Salt.Master.Sessions;
using Salt.Master.Store;
using Salt.Master.Targeting;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Targeting;

namespace Salt.Master.Hosting;

/// <summary>Puts the master together: its features in the order in which a job passes them, and its two doors.</summary>
internal static class MasterHost
{
    /// <summary>A crowd that reconnects at once queues here while it shakes hands.</summary>
    private const int Backlog = 4096;

    /// <param name="manager">Null: nobody is told how the daemon fares.</param>
    /// <exception cref="SaltException">The configuration or the keys do not do.</exception>
    public static WebApplication Build(
        MasterOptions options, ILoggerFactory logs, TimeProvider clock, ServiceManager? manager = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "salt-master" });
        builder.Services
            .AddDaemon(logs, clock, manager ?? ServiceManager.Nobody, $"master {options.Id}")
            .AddSingleton(options)
            .AddSingleton<ListeningPort>()
            .AddStore(options.MasterCache)
            .AddEvents()
            .AddKeys(options)
            .AddAuthority()
            .AddSessions(SessionsOptions.From(options))
            .AddSingleton(new TargetingOptions(options.Nodegroups))
            .AddPillar(new PillarOptions(options.PillarRoots, options.PillarMergeLists, new TargetContext(options.Nodegroups), options.Jinja))
            .AddFiles(new FileRoots(options.FileRoots))
            .AddJobs(JobsOptions.From(options))
            .AddRunners()
            .AddSchedules(new MasterScheduleOptions(options.Id, options.Schedule, options.LoopInterval))
            .AddOutput()
            .AddControl()
            .AddSingleton<ErrorInterceptor>()
            .AddGrpcServer(options.MaxMessageSize, around =>
            {
                around.Add<ErrorInterceptor>();
                around.Add<AuthorizationInterceptor>();
            })
            .AddSingleton<HealthServiceImpl>()
            .AddSingleton<ConnectionsPerAddress>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddOptions<SocketTransportOptions>().Configure<OperatorSocket>(Bind);
        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<MasterTls, OperatorSocket, ConnectionsPerAddress, StrangerConnections>((kestrel, tls, socket, connections, strangers) =>
            {
                GrpcServer.Limit(kestrel);
                kestrel.Listen(AddressOf(options.Interface), options.Port, listen =>
                {
                    connections.Configure(listen);
                    tls.Configure(listen);
                    strangers.Configure(listen);
                });
                kestrel.ListenUnixSocket(Layout.ControlSocket(options.SockDir), socket.Configure);
            });

        var app = builder.Build();
        var health = app.Services.GetRequiredService<HealthServiceImpl>();
        var strangers = app.Services.GetRequiredService<StrangerCalls>();
        app.Use((context, next) => strangers.InvokeAsync(context, next));
        app.MapGrpcService(V1.MinionHub.BindService(app.Services.GetRequiredService<MinionHubService>()));
        app.MapGrpcService(V1.Control.BindService(app.Services.GetRequiredService<ControlService>()));
        app.MapGrpcService(Health.BindService(health));
        app.Lifetime.ApplicationStarted.Register(() => health.Tell(HealthCheckResponse.Types.ServingStatus.Serving));
        app.Lifetime.ApplicationStopping.Register(() => health.Tell(HealthCheckResponse.Types.ServingStatus.NotServing));
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<SessionGate>().Close);
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<RunnerRuns>().EndAll);
        return app;
    }

    /// <summary>Takes up the work of an earlier daemon and opens the doors.</summary>
    /// <returns>The port that minions connect to; null: it was stopped before it had started.</returns>
    /// <exception cref="SaltException">Unavailable: the port is in use. Denied: it may not be opened.</exception>
    public static async Task<int?> StartAsync(WebApplication app, MasterOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await app.StopAsync();
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // What had started before the doors could not be opened has to end as at any other stop.
            await app.StopAsync();
            throw Closed(options, e);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var port = new Uri(addresses.First(address => address.StartsWith("https:", StringComparison.Ordinal))).Port;
        app.Services.GetRequiredService<ListeningPort>().Number = port;
        return port;
    }

    private static SaltException Closed(MasterOptions options, Exception e) => e switch
    {
        SystemFault => new SaltException(Failure.Denied, e.Message, inner: e),
        IOException { InnerException: AddressInUseException } => new SaltException(
            Failure.Unavailable,
            $"port {options.Port} of {options.Interface} is in use: stop what listens there, or set ret_port in {options.Layout.MasterConfig}",
            inner: e),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new SaltException(
            Failure.Denied, $"port {options.Port} of {options.Interface} may not be opened by this user: {SystemErrors.Sentence(e)}", inner: e),
        _ => new SaltException(
            Failure.Unavailable, $"port {options.Port} of {options.Interface} cannot be opened: {SystemErrors.Sentence(e)}", inner: e),
    };

    /// <summary>What the health service says of the server as a whole, and of the service that minions call.</summary>
    private static void Tell(this HealthServiceImpl health, HealthCheckResponse.Types.ServingStatus status)
    {
        health.SetStatus("", status);
        health.SetStatus(V1.MinionHub.Descriptor.FullName, status);
    }

    private static void Bind(SocketTransportOptions transport, OperatorSocket operators)
    {
        transport.Backlog = Backlog;
        transport.UnsafePreferInlineScheduling = true;
        transport.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            // Between bind and listen: nobody can connect before the socket has its mode.
            if (endpoint is UnixDomainSocketEndPoint path) operators.Protect(path.ToString());
            return socket;
        };
    }

    private static IPAddress AddressOf(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new SaltException(Failure.BadRequest, $"interface: '{text}' is no IP address");
}
