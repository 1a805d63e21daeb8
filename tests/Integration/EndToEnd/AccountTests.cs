using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>What an operator is told of jobs that are over, run, or did not get on.</summary>
[Parallelizable]
internal sealed class AccountTests
{
    private Cluster _cluster = null!;

    // A host that is stopped is not cut off before it is asked.
    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(new ClusterSettings { Heartbeat = "15s" });

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task Explain_tells_which_step_a_stopped_minion_did_not_reach()
    {
        CliResult run, stopped, other;
        var daemon = _cluster.Minion("minion2");
        daemon.Send(Signals.Stop);
        try
        {
            run = await _cluster.CliAsync("run", "*", "cmd.run", "true", "-t", "5", "--show-jid", "--out", "json");
            var jid = run.Error.Split('\n').First(line => line.StartsWith("jid: ", StringComparison.Ordinal))[5..];
            stopped = await _cluster.CliAsync("jobs", "explain", jid, "minion2", "--out", "json");
            other = await _cluster.CliAsync("jobs", "explain", jid, "minion1", "--out", "json");
        }
        finally
        {
            daemon.Send(Signals.Continue);
        }

        await _cluster.UpAsync();
        Assert.That(run.Exit, Is.EqualTo(ExitCodes.SomeUnreached), run.ToString());
        Assert.That(
            (Missed(stopped), Times(stopped)),
            Is.EqualTo(("accepted", "authorised queued sent ended stored")), stopped.ToString());
        Assert.That((string?)Json(stopped)["conclusion"], Does
            .StartWith("It was sent, but the minion did not accept it within 5 s. minion2 was last heard of at ")
            .And.Contain("nothing since this was sent"));
        Assert.That(
            (Missed(other), Times(other)),
            Is.EqualTo(((string?)null, "authorised queued sent accepted started ended stored")), other.ToString());
    }

    [Test]
    public async Task The_numbers_of_a_job_are_there_while_it_runs_and_can_be_waited_for()
    {
        var job = await RunningJob.StartAsync(_cluster, "*", "cmd.run", "sleep 60");

        var now = await _cluster.CliAsync("jobs", "stats", job.Jid, "--out", "json");
        using var waiting = _cluster.StartCli("jobs", "stats", job.Jid, "--wait", "--out", "json");
        await Eventually.ReachesAsync("the first line of progress", waiting.Error.ToString, text => text.Contains("3 running", StringComparison.Ordinal));
        await _cluster.CliAsync("jobs", "kill", job.Jid);
        var over = await waiting.FinishAsync();

        Assert.That(Json(now)["states"]!.ToJsonString(), Is.EqualTo("""{"running":3}"""), now.ToString());
        Assert.That(Json(over)["states"]!.ToJsonString(), Is.EqualTo("""{"killed":3}"""), over.ToString());
        Assert.That((double?)Json(over)["success_rate"], Is.Zero);
        Assert.That(over.Error, Does.StartWith("0 of 3 ended: 3 running\n").And.EndWith("3 of 3 ended: 3 killed\n"));
    }

    [TestCase("exit 0", true, ExitCodes.Success, Description = "what it prints says nothing")]
    [TestCase("echo fine; exit 3", false, ExitCodes.SomeFailed)]
    public async Task Success_is_judged_by_the_retcode(string command, bool succeeded, int exit)
    {
        var jid = await RunAsync("*", "cmd.run", command);

        var result = await _cluster.CliAsync("jobs", "exit-success", jid, "--minion", "minion3,minion1", "--out", "json");

        Assert.That(result.Exit, Is.EqualTo(exit), result.ToString());
        Assert.That(
            Json(result).Select(member => (member.Key, (bool)member.Value!)),
            Is.EqualTo(new[] { ("minion1", succeeded), ("minion3", succeeded) }));
    }

    [Test]
    public async Task Only_the_minions_with_a_problem_are_named_with_the_reason()
    {
        var jid = await RunAsync("minion1,minion3,nosuch", "cmd.run", "echo 'no disk' >&2; exit 5", "-L");

        var failed = await _cluster.CliAsync("jobs", "failed", jid);

        Assert.That(
            failed.Out.TrimEnd().Split('\n'),
            Is.EqualTo(new[]
            {
                "minion1: failed, retcode 5: no disk", "minion3: failed, retcode 5: no disk", "nosuch: undelivered: no such minion is known",
            }),
            failed.ToString());
        Assert.That(failed.Error, Is.EqualTo("3 of 3 minions: 2 failed, 1 undelivered\n"));
    }

    [Test]
    public async Task A_job_is_purged_when_it_is_over_and_not_before()
    {
        var job = await RunningJob.StartAsync(_cluster, "minion1", "cmd.run", "sleep 60");

        var refused = await _cluster.CliAsync("jobs", "purge", job.Jid);
        await _cluster.CliAsync("jobs", "kill", job.Jid);
        await job.OverAsync();
        var purged = await _cluster.CliAsync("jobs", "purge", job.Jid);
        var shown = await _cluster.CliAsync("jobs", "show", job.Jid);

        Assert.That((refused.Exit, refused.Error), Is.EqualTo(
            (ExitCodes.SomeFailed, $"Job {job.Jid} was not purged: it is not over; end it first: master-cli jobs kill {job.Jid}\n")));
        Assert.That((purged.Exit, purged.Out), Is.EqualTo((ExitCodes.Success, "Purged 1 job\n")), purged.ToString());
        Assert.That(shown.Exit, Is.EqualTo(ExitCodes.SomeFailed), shown.ToString());
    }

    [Test]
    public async Task A_list_finds_a_job_by_each_thing_that_is_known_of_it()
    {
        var jid = await RunAsync("minion[12]", "cmd.run", "exit 7", "--metadata", """{"ticket": "T-9"}""");
        string[][] searches =
        [
            ["--metadata", "ticket=T-9"], ["search_metadata={\"ticket\": \"T-9\"}"], ["--metadata", "ticket=T-9", "--state", "failed", "--fun", "cmd.*"],
            ["--metadata", "ticket=T-9", "--minion", "minion2", "--since", "-10m"], ["--metadata", "ticket=T-9", "--tgt", "minion[12]", "--user", "root"],
            ["--metadata", "ticket=T-9", $"--since={jid}", $"--until={jid}"],
        ];
        string[][] misses =
        [
            ["--metadata", "ticket=T-8"], ["--metadata", "ticket=T-9", "--state", "running,succeeded"], ["--metadata", "ticket=T-9", "--minion", "minion3"],
            ["--metadata", "ticket=T-9", "--before", jid], ["--metadata", "ticket=T-9", "--until", "-10m"], ["--metadata", "ticket=T-9", "--user", "nobody"],
        ];

        foreach (var search in searches) Assert.That(await ListAsync(search), Is.EqualTo(new[] { jid }), string.Join(' ', search));
        foreach (var miss in misses) Assert.That(await ListAsync(miss), Is.Empty, string.Join(' ', miss));
    }

    [Test]
    public async Task A_job_that_runs_is_found_by_that()
    {
        var job = await RunningJob.StartAsync(_cluster, "minion3", "cmd.run", "sleep 60");

        var running = await ListAsync("--state", "running");
        await _cluster.CliAsync("jobs", "kill", job.Jid);
        await job.OverAsync();

        Assert.That(running, Does.Contain(job.Jid));
        Assert.That(await ListAsync("--state", "running"), Does.Not.Contain(job.Jid));
        Assert.That(await ListAsync("--state", "killed"), Does.Contain(job.Jid));
    }

    [Test]
    public async Task Salts_runner_names_give_the_same_answers_as_the_verbs()
    {
        var jid = await RunAsync("*", "test.echo", "hi");

        foreach (var (runner, verb) in ((string[] Runner, string[] Verb)[])
        [
            (["jobs.lookup_jid", jid], ["jobs", "lookup", jid]),
            (["jobs.print_job", jid], ["jobs", "print", jid]),
            (["jobs.list_jobs", "search_function=test.echo"], ["jobs", "list", "--fun", "test.echo"]),
            (["manage.status"], ["minions", "status"]),
            (["jobs.exit_success", $"jid={jid}"], ["jobs", "exit_success", jid]),
        ])
        {
            var asked = await _cluster.CliAsync(["runner", .. runner, "--out", "json"]);
            var told = await _cluster.CliAsync([.. verb, "--out", "json"]);
            Assert.That((asked.Exit, asked.Out), Is.EqualTo((told.Exit, told.Out)), string.Join(' ', runner));
            Assert.That(asked.Exit, Is.Zero, asked.ToString());
        }
    }

    private static JsonObject Json(CliResult result) => JsonNode.Parse(result.Out)!.AsObject();

    private static string? Missed(CliResult explained) => (string?)Json(explained)["missed"];

    /// <summary>The steps that have a time.</summary>
    private static string Times(CliResult explained) => string.Join(
        ' ', Json(explained)["steps"]!.AsArray().Where(step => step!["time"] is not null).Select(step => (string?)step!["step"]));

    private async Task<string> RunAsync(string target, string fun, params string[] words)
    {
        var run = await _cluster.CliAsync(["run", target, fun, .. words, "--show-jid", "--out", "json"]);
        return run.Error.Split('\n').FirstOrDefault(line => line.StartsWith("jid: ", StringComparison.Ordinal))?[5..]
            ?? throw new AssertionException(run.ToString());
    }

    private async Task<IReadOnlyList<string>> ListAsync(params string[] words)
    {
        var listed = await _cluster.CliAsync(["jobs", "list", .. words, "--out", "json"]);
        Assert.That(listed.Exit, Is.Zero, listed.ToString());
        return [.. Json(listed).Select(member => member.Key)];
    }
}
