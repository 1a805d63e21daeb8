using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Batches and kept jobs as an operator types them, with real minions: who runs beside whom, words and exit codes.</summary>
[Parallelizable]
internal sealed class BatchRunTests
{
    private Cluster _cluster = null!;
    private string _folder = "";

    // Heartbeats far apart: a minion that is stopped stays connected.
    [OneTimeSetUp]
    public async Task Start() =>
        _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 4, Minion = "process_count_max: 1", Heartbeat = "15s" });

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [SetUp]
    public async Task Begin()
    {
        await _cluster.UpAsync();
        _folder = Path.Combine(_cluster.Root, TestContext.CurrentContext.Test.ID);
        Directory.CreateDirectory(Path.Combine(_folder, "here"));
    }

    /// <summary>Counts who else is at work, into <c>seen</c>.</summary>
    private string Work => $"cd {_folder}; touch here/$$; ls here | wc -l >> seen; sleep 0.4; rm here/$$";

    [Test]
    public async Task No_more_run_at_once_than_the_batch_holds()
    {
        var result = await _cluster.CliAsync("run", "--batch", "50%", "*", "cmd.run", Work, "--out", "json");

        Assert.That(result.Exit, Is.Zero, result.ToString());
        Assert.That(JsonNode.Parse(result.Out)!.AsObject(), Has.Count.EqualTo(4), result.ToString());
        Assert.That(await SeenAsync(), Has.Count.EqualTo(4).And.All.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task The_batch_survives_the_masters_death_and_starts_no_more_than_it_holds()
    {
        using var run = _cluster.StartCli("run", "--batch", "1", "*", "cmd.run", Work);
        await Eventually.ReachesAsync("the first to run", () => File.Exists(Path.Combine(_folder, "seen")), there => there);

        await _cluster.Master.KillAsync();
        await _cluster.StartMasterAsync();

        var result = await run.FinishAsync();
        Assert.That(result.Exit, Is.Zero, result.ToString());
        Assert.That(await SeenAsync(), Is.EqualTo(new[] { 1, 1, 1, 1 }));
    }

    [Test]
    public async Task A_stopped_host_does_not_hold_its_place()
    {
        _cluster.Minion("minion2").Send(Signals.Stop);

        var result = await _cluster.CliAsync("run", "--batch", "1", "-t", "6", "*", "cmd.run", "echo done");

        _cluster.Minion("minion2").Send(Signals.Continue);
        Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeUnreached), result.ToString());
        Assert.That(result.Out, Does.Contain("minion2:\n    Minion did not return. [the minion did not accept it within 6 s]"));
        Assert.That(result.Out.Split("    done\n"), Has.Length.EqualTo(4), result.ToString());
    }

    [Test]
    public async Task After_a_failure_nobody_else_starts()
    {
        var result = await _cluster.CliAsync("run", "--batch", "1", "--failhard", "*", "cmd.run", $"{Work}; false");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
        Assert.That(result.Out, Does.Contain("minion4:\n    Minion did not return. [not started: 1 of 4 failed (fail limit 1)]"));
        Assert.That(await SeenAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_job_is_kept_for_a_minion_that_is_away_and_runs_when_it_is_back()
    {
        await _cluster.Minion("minion4").StopAsync();
        var order = Path.Combine(_folder, "order");

        var first = await _cluster.CliAsync("run", "*", "cmd.run", "echo done", "--if-offline", "queue", "--expires", "1h");
        foreach (var word in (string[])["one", "two", "three"])
        {
            var kept = await _cluster.CliAsync("run", "minion4", "cmd.run", $"echo {word} >> {order}", "--if-offline", "queue");
            Assert.That(kept.Exit, Is.EqualTo(ExitCodes.SomeUnreached), kept.ToString());
        }

        Assert.That(first.Exit, Is.EqualTo(ExitCodes.SomeUnreached), first.ToString());
        Assert.That(first.Error, Does.StartWith("Queued until ").And.Contain("minion4"));
        Assert.That((await _cluster.CliAsync("jobs", "active")).Out.Split("minion4:\n              queued until "), Has.Length.EqualTo(5));

        await _cluster.RestartMinionAsync("minion4");
        await Eventually.ReachesAsync("all to be over", async () => (await _cluster.CliAsync("jobs", "active", "--out", "json")).Out, active => active == "{}\n");
        var accounts = await _cluster.CliAsync("jobs", "list", "--limit", "4", "--oneline");
        Assert.That(await File.ReadAllTextAsync(order), Is.EqualTo("one\ntwo\nthree\n"), $"one at a time, in order: {accounts}");
    }

    [Test]
    public async Task A_kept_job_that_is_called_off_never_runs()
    {
        await _cluster.Minion("minion4").StopAsync();
        var trace = Path.Combine(_folder, "trace");
        var submitted = await _cluster.CliAsync("run", "minion4", "cmd.run", $"touch {trace}", "--if-offline", "queue", "--async");
        var job = new RunningJob(_cluster, submitted.Out.Trim().Split(' ')[^1]);

        var killed = await _cluster.CliAsync("jobs", "kill", job.Jid);

        Assert.That(killed.Exit, Is.Zero, killed.ToString());
        Assert.That(killed.Out, Is.EqualTo($"minion4:\n    Signal 9 ended job {job.Jid} before it started\n"));
        await job.OverAsync();
        await _cluster.RestartMinionAsync("minion4");
        Assert.That((await _cluster.CliAsync("run", "minion4", "cmd.run", "true")).Exit, Is.Zero);
        Assert.That(File.Exists(trace), Is.False);
    }

    [Test]
    public async Task A_stopped_minion_is_not_waited_for_and_runs_a_kept_job_once_when_it_goes_on()
    {
        var minion = _cluster.Minion("minion1");
        var trace = Path.Combine(_folder, "trace");
        minion.Send(Signals.Stop);
        var run = await _cluster.CliAsync("run", "minion1", "cmd.run", $"echo ran >> {trace}", "-t", "1", "--if-offline", "queue", "--show-jid");
        minion.Send(Signals.Continue);

        Assert.That(run.Exit, Is.EqualTo(ExitCodes.SomeUnreached), run.ToString());
        await new RunningJob(_cluster, run.Out.Trim().Split(' ')[^1]).ReachesAsync("minion1", "succeeded");
        Assert.That(await File.ReadAllTextAsync(trace), Is.EqualTo("ran\n"));
    }

    [Test]
    public async Task A_job_that_waits_on_its_minion_shows_its_place()
    {
        var gate = Path.Combine(_folder, "gate");
        await RunningJob.StartAsync(_cluster, "minion1", "cmd.run", $"until [ -e {gate} ]; do sleep 0.05; done");
        using var waiting = _cluster.StartCli("run", "-v", "minion1", "cmd.run", "echo done");

        var active = await Eventually.ReachesAsync(
            "the second to wait",
            async () => (await _cluster.CliAsync("jobs", "active", "--out", "json")).Out,
            active => active.Contains("accepted, place 1", StringComparison.Ordinal));
        await File.WriteAllTextAsync(gate, "");

        Assert.That(active, Does.Contain("\"minion1\": \"accepted, place 1\""));
        Assert.That((await waiting.FinishAsync()).Error, Does.Contain("minion1: accepted, place 1 in the minion's queue"));
    }

    private async Task<IReadOnlyList<int>> SeenAsync() =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(_folder, "seen"))).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
}
