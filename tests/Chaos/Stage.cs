using System.Diagnostics;
using Grpc.Core;
using Salt.Tests.Chaos.Checking;
using Salt.Tests.Chaos.Jobs;
using Salt.Tests.Integration.Clusters;
using Salt.Tests.Integration.Minion;
using Salt.Tests.Integration.Supervision;
using Salt.V1;

namespace Salt.Tests.Chaos;

/// <summary>The cluster with all that can be disturbed about it: a link for each minion, a small disk under one minion's
/// cache, clocks. Gone, mounts included, when it is disposed.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int DiskMegabytes = 192;

    /// <summary>For a daemon to start on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, TcpProxy> _links = [];
    private readonly string _journals;
    private Cluster? _cluster;

    private Stage(string root)
    {
        Root = root;
        _journals = Directory.CreateDirectory(Path.Combine(root, "journals")).FullName;
        Clocks = Clocks.Find(Path.Combine(root, "clocks"));
    }

    public string Root { get; }

    public Cluster Cluster => _cluster!;

    public IReadOnlyList<string> Minions => Cluster.MinionIds;

    public IReadOnlyDictionary<string, TcpProxy> Links => _links;

    /// <summary>Null: libfaketime is not installed.</summary>
    public Clocks? Clocks { get; }

    /// <summary>Under the last minion's cache; null: nothing may be mounted here.</summary>
    public SmallDisk? Disk { get; private set; }

    /// <summary>Names of what a disturbance holds at the moment; nobody else may touch it.</summary>
    public HeldParts Parts { get; } = new();

    public static async Task<Stage> SetAsync(ChaosOptions options)
    {
        var stage = new Stage(options.Root is { } root
            ? Directory.CreateDirectory(root).FullName
            : Directory.CreateTempSubdirectory("salt-chaos-").FullName);
        try
        {
            var last = $"minion{options.Minions}";
            stage.MountDisk(Path.Combine(stage.Root, "minions", last, DiskFolder));
            stage._cluster = await Cluster.StartAsync(new ClusterSettings
            {
                Root = stage.Root,
                Minions = options.Minions,
                // A busy machine must not look like a broken link too often.
                Heartbeat = "2s",
                Patience = Patience,
                Master = "log_file: /var/log/salt/master",
                Minion = "log_file: /var/log/salt/minion\nprocess_count_max: 12",
                MinionOf = id => id == last && stage.Disk is not null ? $"cachedir: /{DiskFolder}\nmin_free: 2MB" : "",
                PortOf = (id, port) => (stage._links[id] = new TcpProxy(port)).Port,
                EnvironmentOf = stage.EnvironmentOf,
            });
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public string JournalOf(string minion) => Path.Combine(_journals, minion);

    /// <summary>Waits until the master answers operators; it may be down, stopped, or up and busy.</summary>
    public Task MasterAnswersAsync() => Eventually.ReachesAsync(
        "the master to answer",
        async () =>
        {
            try
            {
                await Cluster.Control.GetStatusAsync(new StatusRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
                return "";
            }
            catch (RpcException e)
            {
                return e.Status.ToString();
            }
        },
        answer => answer == "",
        Patience);

    /// <summary>Gives minions the time to come back, a bounded time, for something else may keep them away.</summary>
    public async Task ComeBackAsync(IReadOnlyCollection<string> minions, TimeSpan atMost, CancellationToken stopping)
    {
        var clock = TimeProvider.System;
        using var late = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            while (!await AreUpAsync(minions, either.Token)) await Task.Delay(TimeSpan.FromMilliseconds(100), clock, either.Token);
        }
        catch (OperationCanceledException)
        {
            // Late, or the run stops.
        }
    }

    public async ValueTask DisposeAsync()
    {
        KeepDisk();
        Disk?.Dispose();
        if (_cluster is { } cluster)
        {
            await cluster.DisposeAsync();
            foreach (var minion in cluster.MinionIds) JobGroups.RemoveAll(cluster, minion);
        }

        foreach (var link in _links.Values) await link.DisposeAsync();
    }

    private const string DiskFolder = "small-disk";

    private async Task<bool> AreUpAsync(IReadOnlyCollection<string> minions, CancellationToken cancellation)
    {
        try
        {
            var all = await Cluster.MinionsAsync().WaitAsync(cancellation);
            return !minions.Except(all.Where(minion => minion.Up).Select(minion => minion.Id)).Any();
        }
        catch (RpcException)
        {
            // The master is away too.
            return false;
        }
    }

    private void MountDisk(string folder)
    {
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess) Disk = SmallDisk.Over(folder, DiskMegabytes);
    }

    private Dictionary<string, string> EnvironmentOf(string name)
    {
        var environment = Clocks?.EnvironmentOf(name) ?? [];
        environment[Payload.JournalVariable] = JournalOf(name);
        return environment;
    }

    // What is on it would go with the mount.
    private void KeepDisk()
    {
        if (Disk is null || _cluster is not { KeepsFiles: true }) return;
        var folder = Path.Combine(Root, "minions", Minions[^1], DiskFolder);
        using var copy = Process.Start("cp", ["-a", folder, folder + ".kept"]);
        copy.WaitForExit();
    }
}
