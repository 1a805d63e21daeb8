using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Ending a job from the master's command line: what is left of it, and what its record says.</summary>
[Parallelizable]
internal sealed class KillTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_killed_job_leaves_a_record_of_who_and_how_with_the_output_so_far()
    {
        var job = await RunningJob.StartAsync(_cluster, "minion1", "cmd.run", "echo begin; sleep 300");
        await job.PrintsAsync("minion1", "begin");

        var kill = await _cluster.CliAsync("jobs", "kill", job.Jid);

        Assert.That(kill.Exit, Is.Zero, kill.ToString());
        Assert.That(kill.Out, Does.Match($@"^minion1:\n    Signal 9 sent to job {job.Jid} at pid \d+\n$"));
        var end = await job.ReachesAsync("minion1", "killed");
        Assert.Multiple(() =>
        {
            Assert.That((int?)end["retcode"], Is.Not.Zero);
            Assert.That((string?)end["ret"], Is.EqualTo("begin"));
            Assert.That((string?)end["reason"], Does.Contain("9").And.Contain(Environment.UserName));
        });
    }

    [Test]
    public async Task A_run_that_waits_ends_with_1_when_its_job_is_killed()
    {
        using var run = _cluster.StartCli("run", "minion1", "cmd.run", "echo begin; sleep 301");
        var jid = await Eventually.ReachesAsync(
            "the job to run",
            async () => (await _cluster.CliAsync("run", "minion1", "saltutil.running", "--out", "json")).Out,
            running => running.Contains("sleep 301", StringComparison.Ordinal));
        jid = System.Text.Json.Nodes.JsonNode.Parse(jid)!["minion1"]!.AsArray()
            .Single(entry => entry!.ToJsonString().Contains("sleep 301", StringComparison.Ordinal))!["jid"]!.ToString();

        await new RunningJob(_cluster, jid).PrintsAsync("minion1", "begin");
        await _cluster.CliAsync("jobs", "kill", jid);

        var result = await run.FinishAsync();
        Assert.That(result.Exit, Is.EqualTo(1), result.ToString());
        Assert.That(result.Out, Does.Contain("begin"));
    }

    [Test]
    public async Task Term_ends_what_ignores_it_once_the_grace_has_passed()
    {
        var job = await RunningJob.StartAsync(
            _cluster, "minion1", "cmd.run", "trap '' TERM; setsid sh -c 'trap \"\" TERM; while :; do sleep 302; done' & echo begin; while :; do sleep 302; done");
        await job.PrintsAsync("minion1", "begin");

        await _cluster.CliAsync("jobs", "term", job.Jid);

        var end = await job.ReachesAsync("minion1", "killed");
        Assert.That((string?)end["ret"], Does.StartWith("begin"));
        Assert.That(Processes.WithArgument("302"), Is.Empty);
    }

    [Test]
    public async Task A_job_that_is_over_cannot_be_killed_and_says_so()
    {
        var done = await _cluster.CliAsync("run", "minion1", "cmd.run", "true", "--show-jid");
        var jid = done.Out.Split('\n').Concat(done.Error.Split('\n')).First(line => line.StartsWith("jid: ", StringComparison.Ordinal))[5..];

        var kill = await _cluster.CliAsync("jobs", "kill", jid);

        Assert.That(kill.Exit, Is.EqualTo(1), kill.ToString());
        Assert.That(kill.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), kill.ToString());
    }

    [Test]
    public async Task What_a_successful_job_left_running_is_counted_and_can_still_be_killed()
    {
        var run = await _cluster.CliAsync("run", "minion1", "cmd.run", "nohup sleep 303 >/dev/null 2>&1 & echo started", "--show-jid");
        Assert.That(run.Exit, Is.Zero, run.ToString());
        // The shell goes on before the program it left behind has begun.
        await Eventually.ReachesAsync("what is left running", () => Processes.WithArgument("303").Count, count => count == 1);
        var jid = (run.Out + run.Error).Split('\n').First(line => line.StartsWith("jid: ", StringComparison.Ordinal))[5..];

        var shown = await _cluster.CliAsync("jobs", "show", jid);
        Assert.That(shown.Out, Does.Match(@"left_running:\s+1"), shown.ToString());

        var kill = await _cluster.CliAsync("jobs", "kill", jid);
        Assert.That(kill.Exit, Is.Zero, kill.ToString());
        await Eventually.ReachesAsync("the leftover's end", () => Processes.WithArgument("303").Count, count => count == 0);
    }
}
