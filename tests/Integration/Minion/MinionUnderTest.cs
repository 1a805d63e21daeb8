using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Salt.Minion.Hosting;
using Salt.Shared.Certificates;
using Salt.Shared.Configuration;
using Salt.Shared.Jobs;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>The real minion program against a <see cref="FakeMaster"/>, below a root of its own.</summary>
internal sealed class MinionUnderTest : IAsyncDisposable
{
    private readonly CertificateAuthority _authority = CertificateAuthority.Create(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(400));
    private readonly JidIssuer _jids = new(TimeProvider.System, default, JidSide.Master);
    private readonly List<RunningProgram> _daemons = [];
    private FakeMaster? _master;

    private MinionUnderTest(int masterPort) => MasterPort = masterPort;

    public string Root { get; } = Directory.CreateTempSubdirectory("salt-minion-").FullName;

    public FakeHub Hub { get; } = new();

    public int MasterPort { get; }

    public string Cache => Path.Combine(new Layout(Root).CacheDir, "minion");

    public RunningProgram Daemon => _daemons[^1];

    /// <param name="port">Where the minion believes the master to be; null: where it is.</param>
    /// <param name="configuration">More lines of it.</param>
    /// <param name="prepare">Before anything is started.</param>
    public static async Task<MinionUnderTest> StartAsync(string configuration = "", int? masterPort = null, int? port = null, Action<MinionUnderTest>? prepare = null)
    {
        var minion = new MinionUnderTest(masterPort ?? FreePort.Take());
        prepare?.Invoke(minion);
        var file = new Layout(minion.Root).MinionConfig;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $"""
            id: web1
            master: 127.0.0.1:{port ?? minion.MasterPort}
            term_grace: 1s
            log_level: debug
            {configuration}
            """);
        await minion.StartMasterAsync();
        minion.StartDaemon();
        return minion;
    }

    /// <param name="authority">Null: the one that the minion met first.</param>
    public async Task StartMasterAsync(CertificateAuthority? authority = null) =>
        _master = await FakeMaster.StartAsync(MasterPort, authority ?? _authority, Hub);

    public async Task StopMasterAsync()
    {
        await _master!.DisposeAsync();
        _master = null;
    }

    public void StartDaemon() => _daemons.Add(RunningProgram.Start(Programs.Minion, Root, "--root", Root));

    public Job Job(string fun, params object[] arg) => new()
    {
        Issuer = "master",
        Jid = _jids.Issue().ToString(),
        Fun = fun,
        Arg = Json(new JsonArray([.. arg.Select(value => (JsonNode?)JsonValue.Create(value))])),
        Kwarg = Json(new JsonObject()),
        Tgt = "*",
        TgtType = "glob",
        User = "root",
    };

    /// <summary>Offers it, grants it, and waits until it runs.</summary>
    public static async Task<JobUpdate> RunAsync(HubStream stream, Job job)
    {
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");
        await stream.StartAsync(job);
        return await stream.UpdateAsync(job, "running");
    }

    /// <summary>Offers it, grants it, and waits for its return.</summary>
    public static async Task<(ReturnHead Head, JsonNode? Ret)> FinishAsync(HubStream stream, Job job)
    {
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");
        await stream.StartAsync(job);
        return await stream.ReturnAsync(job);
    }

    public string JobFolder(Job job) => Path.Combine(Cache, "jobs", job.Jid);

    /// <summary>What it has printed so far.</summary>
    public string OutputOf(Job job)
    {
        var file = new FileInfo(Path.Combine(JobFolder(job), "stdout"));
        return file.Exists ? File.ReadAllText(file.FullName) : "";
    }

    public int SupervisorPid => LiveSupervisor.Pid(Path.Combine(new Layout(Root).SockDir, "minion-web1", "supervisor.lock")) ?? 0;

    public string ProcFile(Job job) => Path.Combine(Cache, "proc", job.Jid);

    public async ValueTask DisposeAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status is NUnit.Framework.Interfaces.TestStatus.Failed)
        {
            foreach (var daemon in _daemons) await TestContext.Out.WriteLineAsync(daemon.Error.ToString());
        }

        if (_master is not null) await _master.DisposeAsync();
        await Leftovers.EndAsync(Root);
        foreach (var daemon in _daemons) daemon.Dispose();
        Directory.Delete(Root, recursive: true);
        _authority.Dispose();
    }

    private static ByteString Json(JsonNode value) => ByteString.CopyFrom(value.ToJsonString(), Encoding.UTF8);
}
