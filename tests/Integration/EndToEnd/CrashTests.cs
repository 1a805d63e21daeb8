using System.Text.Json.Nodes;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Daemons that die in the middle of a job: no result is lost, nothing starts twice or too late.</summary>
[Parallelizable]
internal sealed class CrashTests
{
    private Cluster _cluster = null!;

    [SetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [TearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_job_survives_the_masters_death_and_its_return_is_stored_once()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        var job = await RunningJob.StartAsync(_cluster, "minion1", "cmd.run", $"echo begin; until [ -e {gate} ]; do sleep 0.05; done; echo end");

        await _cluster.Master.KillAsync();
        await File.WriteAllTextAsync(gate, "");
        await _cluster.StartMasterAsync();

        var end = await job.ReachesAsync("minion1", "succeeded");
        Assert.That((string?)end["ret"], Is.EqualTo("begin\nend"));
    }

    [Test]
    public async Task A_run_that_waits_goes_on_when_the_master_comes_back()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        using var run = _cluster.StartCli("run", "minion1", "cmd.run", $"until [ -e {gate} ]; do sleep 0.05; done; echo end");
        await Eventually.ReachesAsync(
            "the job to run",
            async () => (await _cluster.CliAsync("run", "minion1", "saltutil.running", "--out", "json")).Out,
            running => running.Contains("until", StringComparison.Ordinal));

        await _cluster.Master.KillAsync();
        await _cluster.StartMasterAsync();
        await File.WriteAllTextAsync(gate, "");

        var result = await run.FinishAsync();
        Assert.That(result.Exit, Is.EqualTo(0).Or.EqualTo(69), result.ToString());
        Assert.That(result.Exit == 0 ? result.Out : result.Error, Does.Contain(result.Exit == 0 ? "end" : "jobs lookup"));
    }

    [Test]
    public async Task A_minion_daemon_that_was_killed_adopts_its_running_job()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        var job = await RunningJob.StartAsync(
            _cluster, "minion1", "cmd.run", $"echo begin; until [ -e {gate} ]; do sleep 0.05; done; echo end; exit 7");
        var pid = (await job.PidsAsync())["minion1"];

        await _cluster.Minion("minion1").KillAsync();
        await _cluster.RestartMinionAsync("minion1");

        var running = JsonNode.Parse((await _cluster.CliAsync("run", "minion1", "saltutil.running", "--out", "json")).Out)!;
        var entry = running["minion1"]!.AsArray().Single(entry => (string?)entry!["jid"] == job.Jid)!;
        Assert.That((int?)entry["pid"], Is.EqualTo(pid));

        await File.WriteAllTextAsync(gate, "");
        var end = await job.ReachesAsync("minion1", "failed");
        Assert.That((int?)end["retcode"], Is.EqualTo(7));
        Assert.That((string?)end["ret"], Is.EqualTo("begin\nend"));
    }

    [Test]
    public async Task A_minion_that_wakes_after_the_acceptance_time_never_starts_the_job()
    {
        var trace = Path.Combine(_cluster.Root, "trace");
        var minion = _cluster.Minion("minion1");
        minion.Send(Signals.Stop);
        var run = await _cluster.CliAsync("run", "minion1", "cmd.run", $"echo ran > {trace}", "-t", "1", "--show-jid");
        minion.Send(Signals.Continue);

        Assert.That(run.Exit, Is.EqualTo(2), run.ToString());
        await _cluster.UpAsync();
        // A second job, granted and ended after the wake-up: the first had its chance before it.
        await Eventually.ReachesAsync(
            "the minion to work again",
            async () => (await _cluster.CliAsync("run", "minion1", "cmd.run", "echo awake")).Exit,
            exit => exit == 0);
        Assert.That(File.Exists(trace), Is.False, "the undelivered job never ran");
        var jid = (run.Out + run.Error).Split('\n').First(line => line.StartsWith("jid: ", StringComparison.Ordinal))[5..];
        Assert.That((string?)(await new RunningJob(_cluster, jid).OnAsync("minion1"))["state"], Is.EqualTo("undelivered"));
    }
}
