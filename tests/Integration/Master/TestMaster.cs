using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Hosting;
using Salt.Master.Jobs;
using Salt.Master.Keys;
using Salt.Shared.Certificates;
using Salt.Shared.Configuration;
using Salt.Shared.Identities;
using Salt.Shared.Rpc;
using Salt.Tests.Integration.Clusters;
using Salt.Tests.Integration.Identity;
using Salt.V1;

namespace Salt.Tests.Integration.Master;

/// <summary>The whole master in this process: real TLS, a real socket, a real database below a root of its own.</summary>
internal sealed class TestMaster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MasterFolders _folders;
    private readonly GrpcChannel _operators;
    private readonly int _port;
    private bool _isStopped;
    private bool _isDisposed;

    private TestMaster(WebApplication app, MasterFolders folders, MasterOptions options, int port)
    {
        _app = app;
        _folders = folders;
        _port = port;
        Options = options;
        _operators = OverSocket(Layout.ControlSocket(options.SockDir));
        Control = new Control.ControlClient(_operators);
    }

    public MasterOptions Options { get; }

    /// <summary>The operators' API on the socket.</summary>
    public Control.ControlClient Control { get; }

    public KeyRing Ring => _app.Services.GetRequiredService<KeyRing>();

    /// <summary>A part of the master, for a test that plays its clock.</summary>
    public T Hosted<T>() => _app.Services.GetServices<IHostedService>().OfType<T>().Single();

    public static async Task<TestMaster> StartAsync(
        string root, Func<MasterOptions, MasterOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new MasterOptions(new Layout(root)) { Id = "master", Interface = "127.0.0.1", Port = 0, MinFree = 0 };
        options = change?.Invoke(options) ?? options;
        var folders = new MasterFolders(options);
        ControlSocketFile.RemoveStale(Layout.ControlSocket(options.SockDir));
        var app = MasterHost.Build(options, NullLoggerFactory.Instance, clock ?? TimeProvider.System);
        return new TestMaster(app, folders, options, (await MasterHost.StartAsync(app, options))!.Value);
    }

    /// <summary>Opens a stream with an accepted key, and says hello.</summary>
    public async Task<FakeMinion> ConnectAsync(string id, Action<Hello>? hello = null)
    {
        var minion = await OpenAsync(id, hello);
        Assert.That((await minion.ReadAsync()).KindCase, Is.EqualTo(MasterMessage.KindOneofCase.Welcome));
        // The welcome is on its way before the master offers jobs on the stream.
        var links = _app.Services.GetRequiredService<IMinionLinks>();
        await Eventually.ReachesAsync(
            $"{id} to be connected", () => links.PresenceOf(MinionId.Parse(id)), presence => presence == Presence.Connected);
        return minion;
    }

    /// <summary>The same, without asking how the master takes it.</summary>
    public async Task<FakeMinion> OpenAsync(string id, Action<Hello>? hello = null)
    {
        var minion = new FakeMinion(id, OverTls(CertificateOf(id)));
        await minion.HelloAsync(hello);
        return minion;
    }

    /// <summary>Operators' calls over TLS, with a certificate issued to an operator.</summary>
    public Control.ControlClient ControlOverTls(string user) =>
        new(OverTls(TestPeers.Operator(_app.Services.GetRequiredService<OperatorCertificates>(), user)));

    public async Task<List<JobEvent>> RunAsync(RunRequest request)
    {
        using var call = Control.Run(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    public async Task<IReadOnlyList<TargetView>> ShowAsync(string jid)
    {
        using var call = Control.ShowJob(new ShowJobRequest { Jid = jid });
        return await call.ResponseStream.ReadAllAsync().Where(e => e.Target is not null).Select(e => e.Target).ToListAsync();
    }

    public async Task<IReadOnlyList<TargetView>> ActiveAsync()
    {
        using var call = Control.ActiveJobs(new ActiveJobsRequest());
        return await call.ResponseStream.ReadAllAsync().Where(e => e.Target is not null).Select(e => e.Target).ToListAsync();
    }

    public async Task<MinionView> MinionAsync(string id)
    {
        using var call = Control.ListMinions(new ListMinionsRequest { WithGrains = true });
        return await call.ResponseStream.ReadAllAsync().SingleAsync(m => m.Id == id);
    }

    /// <summary>Ends as a daemon does; whoever has a call to it can still read what it was told last.</summary>
    public async Task StopAsync()
    {
        if (!Interlocked.Exchange(ref _isStopped, true)) await _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // A test may be the first, and its fixture the second.
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await StopAsync();
        _operators.Dispose();
        await _app.DisposeAsync();
        _folders.Dispose();
    }

    private X509Certificate2 CertificateOf(string id)
    {
        var minion = MinionId.Parse(id);
        // One key for each id, kept beside the master, so that a minion comes back as itself.
        var file = Path.Combine(Options.Layout.Root, $"{id}.pfx");
        if (File.Exists(file)) return X509CertificateLoader.LoadPkcs12FromFile(file, null);
        var certificate = TestPeers.Certificate(_app.Services.GetRequiredService<MasterCa>(), CertificateRole.Minion(minion));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
        Ring.Submit(minion, certificate.PublicKey, "", "", admitted: true);
        return certificate;
    }

    private GrpcChannel OverTls(X509Certificate2 certificate) =>
        GrpcChannels.OverTls($"127.0.0.1:{_port}", TestPeers.Tls(certificate));

    private static GrpcChannel OverSocket(string path) =>
        GrpcChannels.OverSocket(path, new GrpcChannelLimits { MaxReceiveMessageSize = 32 << 20 });
}
