using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Events;
using Salt.Master.Hosting;
using Salt.Master.Keys;
using Salt.Minion.Hosting;
using Salt.Shared.Configuration;
using Salt.Shared.Rpc;

namespace Salt.Tests.Integration.Identity;

/// <summary>The real master inside the test's own process, so that a test can set its clock and look at its keys.</summary>
internal sealed class IdentityMaster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MasterFolders _folders;
    private readonly MasterOptions _options;

    private IdentityMaster(WebApplication app, MasterFolders folders, MasterOptions options, int port)
    {
        (_app, _folders, _options) = (app, folders, options);
        Address = new MasterAddress("127.0.0.1", port);
    }

    /// <summary>The operators' socket.</summary>
    public string Socket => Layout.ControlSocket(_options.SockDir);

    public KeyRing Ring => _app.Services.GetRequiredService<KeyRing>();

    public MasterCa Ca => _app.Services.GetRequiredService<MasterCa>();

    public OperatorCertificates Operators => _app.Services.GetRequiredService<OperatorCertificates>();

    public JoinTokens Tokens => _app.Services.GetRequiredService<JoinTokens>();

    public ServerCertificate Certificate => _app.Services.GetRequiredService<ServerCertificate>();

    public EventBus Events => _app.Services.GetRequiredService<EventBus>();

    /// <summary>Where minions connect.</summary>
    public MasterAddress Address { get; }

    public static async Task<IdentityMaster> StartAsync(
        string root, TimeProvider? clock = null, bool autoAccept = false, int maxPendingKeys = 1000)
    {
        var options = new MasterOptions(new Layout(root))
        {
            Interface = "127.0.0.1",
            Port = 0,
            AutoAccept = autoAccept,
            MaxPendingKeys = maxPendingKeys,
        };
        var folders = new MasterFolders(options);
        ControlSocketFile.RemoveStale(Layout.ControlSocket(options.SockDir));
        var app = MasterHost.Build(options, NullLoggerFactory.Instance, clock ?? TimeProvider.System);
        return new IdentityMaster(app, folders, options, (await MasterHost.StartAsync(app, options))!.Value);
    }

    /// <summary>A file of the master's identity.</summary>
    public string PkiFile(params string[] names) => Path.Combine([_options.PkiDir, "master", .. names]);

    /// <summary>A channel that shows this certificate, or none, and asks nothing of the master's.</summary>
    public GrpcChannel Channel(X509Certificate2? certificate) =>
        GrpcChannels.OverTls(Address.ToString(), TestPeers.Tls(certificate));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folders.Dispose();
    }
}
