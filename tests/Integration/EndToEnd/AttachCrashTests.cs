using System.Security.Cryptography;
using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;
using Salt.Tests.Integration.Minion;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Daemons that die and links that break under an attach: not a byte is lost, and none comes twice.</summary>
[Parallelizable]
internal sealed class AttachCrashTests
{
    private const int Half = 300_000;

    private readonly byte[] _printed = RandomNumberGenerator.GetBytes(2 * Half);

    private Cluster _cluster = null!;
    private string _gate = "";

    [SetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(1);
        _gate = Path.Combine(_cluster.Root, "gate");
    }

    [TearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_minion_daemon_is_killed()
    {
        using var attached = await AttachedHalfwayAsync();

        await _cluster.Minion("minion1").KillAsync();
        await _cluster.RestartMinionAsync("minion1");

        await IsWholeAsync(attached);
    }

    [Test]
    public async Task A_minion_daemon_is_killed_and_the_job_ends_while_it_is_gone()
    {
        using var attached = await AttachedHalfwayAsync();

        await _cluster.Minion("minion1").KillAsync();
        await File.WriteAllTextAsync(_gate, "");
        await Eventually.ReachesAsync("the job to be named as away", () => attached.Error.ToString(), error => error.Contains("the minion is away"));
        await _cluster.RestartMinionAsync("minion1");

        await IsWholeAsync(attached);
        Assert.That(attached.Error.ToString(), Does.Contain("the minion is back"));
    }

    [Test]
    public async Task The_master_is_killed()
    {
        using var attached = await AttachedHalfwayAsync();

        await _cluster.Master.KillAsync();
        await _cluster.StartMasterAsync();

        await IsWholeAsync(attached);
        Assert.That(attached.Error.ToString(), Does.Contain("The master went away; waiting for it to come back."));
    }

    [Test]
    public async Task The_master_is_stopped()
    {
        using var attached = await AttachedHalfwayAsync();

        await _cluster.Master.StopAsync();
        await _cluster.StartMasterAsync();

        await IsWholeAsync(attached);
    }

    [Test]
    public async Task The_link_goes_dead()
    {
        await using var proxy = new TcpProxy(_cluster.Port);
        await ConnectOverAsync(proxy);
        using var attached = await AttachedHalfwayAsync();

        proxy.Freeze();

        await IsWholeAsync(attached);
    }

    [Test]
    public async Task The_operator_leaves_and_attaches_again_as_told()
    {
        var job = await StartJobAsync();
        using var first = Attached.Start(_cluster, job.Jid);
        await first.ReachesAsync(Half);
        first.Interrupt();
        Assert.That(await first.EndAsync(), Is.EqualTo(130));
        var told = first.Error.ToString().TrimEnd().Split('\n')[^1];

        await File.WriteAllTextAsync(_gate, "");
        using var second = Attached.Start(_cluster, job.Jid, "--from", told.Split(' ')[^1]);
        Assert.That(await second.EndAsync(), Is.Zero, second.Error.ToString());

        Assert.That(told, Is.EqualTo($"master-cli jobs attach {job.Jid} --minion minion1 --from {Half}"));
        Assert.That(first.Bytes().Concat(second.Bytes()), Is.EqualTo(_printed));
    }

    [Test]
    public async Task A_run_that_is_followed_outlives_both_daemons()
    {
        // A run waits for a minion that is away as long as it waits for one to accept.
        using var run = _cluster.StartCli("run", "minion1", "-t", "60", "cmd.run", $"echo begun; until [ -e {_gate} ]; do sleep 0.02; done; echo ended", "--follow");
        await Eventually.ReachesAsync("a line", () => run.Out.ToString(), text => text == "minion1: begun\n");

        await _cluster.Master.KillAsync();
        await _cluster.Minion("minion1").KillAsync();
        await _cluster.StartMasterAsync();
        await _cluster.RestartMinionAsync("minion1");
        await File.WriteAllTextAsync(_gate, "");

        var result = await run.FinishAsync();
        Assert.That((result.Exit, result.Out), Is.EqualTo((0, "minion1: begun\nminion1: ended\n")), result.ToString());
    }

    /// <summary>An attach that has printed the first half of the output; the rest comes when the gate opens.</summary>
    private async Task<Attached> AttachedHalfwayAsync()
    {
        var job = await StartJobAsync();
        var attached = Attached.Start(_cluster, job.Jid);
        await attached.ReachesAsync(Half);
        return attached;
    }

    private async Task<RunningJob> StartJobAsync()
    {
        var (first, second) = (Path.Combine(_cluster.Root, "first"), Path.Combine(_cluster.Root, "second"));
        await File.WriteAllBytesAsync(first, _printed[..Half]);
        await File.WriteAllBytesAsync(second, _printed[Half..]);
        return await RunningJob.StartAsync(_cluster, "minion1", "cmd.run", $"cat {first}; until [ -e {_gate} ]; do sleep 0.02; done; cat {second}");
    }

    private async Task IsWholeAsync(Attached attached)
    {
        await File.WriteAllTextAsync(_gate, "");
        Assert.That(await attached.EndAsync(), Is.Zero, attached.Error.ToString());
        Assert.That(attached.Bytes(), Is.EqualTo(_printed));
    }

    private async Task ConnectOverAsync(TcpProxy proxy)
    {
        await _cluster.Minion("minion1").StopAsync();
        var file = new Layout(_cluster.MinionRoot("minion1")).MinionConfig;
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace($"{_cluster.Port}", $"{proxy.Port}", StringComparison.Ordinal));
        await _cluster.RestartMinionAsync("minion1");
    }
}
