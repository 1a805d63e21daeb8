using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>States of a real master's files, made so by a real minion.</summary>
[Parallelizable]
internal sealed class StateTests
{
    private Cluster _cluster = null!;

    private string Gate => Path.Combine(_cluster.Root, "gate");

    [OneTimeSetUp]
    public async Task StartAsync() => _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1 });

    [OneTimeTearDown]
    public async Task StopAsync() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_schedule_is_as_declared_and_stays_so_and_goes()
    {
        Write("salt/sched.sls", "job3:\n  schedule.present:\n    - function: state.sls\n    - job_args: [httpd]\n    - job_kwargs: {test: True}\n    - seconds: 3600\n    - splay: 10\n    - maxrunning: 1\ncronjob:\n  schedule.present:\n    - function: test.ping\n    - cron: '*/5 * * * *'");
        Write("salt/unsched.sls", "job3:\n  schedule.absent: []\ncronjob:\n  schedule.absent:\n    - name: cronjob");

        Assert.That(await CommentsAsync("sched", "test=True"), Is.EqualTo((string[])["Job: job3 would be added to schedule.", "Job: cronjob would be added to schedule."]));
        Assert.That(await CommentsAsync("sched"), Is.EqualTo((string[])["Adding new job job3 to schedule", "Adding new job cronjob to schedule"]));
        Assert.That(await CommentsAsync("sched"), Is.EqualTo((string[])["Job job3 in correct state", "Job cronjob in correct state"]));
        var listed = await _cluster.CliAsync("run", "minion1", "schedule.list");
        Assert.That(listed.Out, Does.Contain("      job3:\n        args:\n        - httpd\n        enabled: true\n        function: state.sls\n        jid_include: true\n        kwargs:\n          test: true\n        maxrunning: 1\n        name: job3\n        saved: true\n        seconds: 3600\n"));

        Write("salt/sched.sls", "job3:\n  schedule.present:\n    - function: test.ping\n    - seconds: 60\nbad:\n  schedule.present:\n    - function: test.ping\n    - cron: 'no'");
        var changed = await ResultsAsync("sched", ExitCodes.SomeFailed);
        Assert.That((string?)changed[0]["comment"], Is.EqualTo("Modifying job job3 in schedule"));
        Assert.That((int?)changed[0]["changes"]!["job3"]!["new"]!["seconds"], Is.EqualTo(60));
        Assert.That((string?)changed[1]["comment"], Does.Contain("cron 'no'"));

        Assert.That(await CommentsAsync("unsched"), Is.EqualTo((string[])["Removed job job3 from schedule", "Job cronjob not present in schedule"]).Or.EqualTo((string[])["Removed job job3 from schedule", "Removed job cronjob from schedule"]));
        Assert.That(await CommentsAsync("unsched"), Is.EqualTo((string[])["Job job3 not present in schedule", "Job cronjob not present in schedule"]));
    }

    [Test]
    public async Task Commands_run_with_their_surroundings_and_their_requisites()
    {
        Write("salt/cmds/init.sls", $$"""
            {% from tpldir ~ '/map.jinja' import word %}
            first:
              cmd.run:
                - name: echo {{ "{{ word }}" }} $X $(pwd); echo err >&2
                - cwd: {{_cluster.Root}}
                - env: [X: y]
            fails:
              cmd.run:
                - name: exit 5
            reacts:
              cmd.wait:
                - name: echo reacted
                - watch: [{cmd: first}]
            not:
              cmd.run:
                - name: echo not
                - require: [{cmd: fails}]
            unless:
              cmd.run:
                - name: echo unless
                - unless: test -d {{_cluster.Root}}
            both:
              cmd.run:
                - names: [sleep 1, sleep 1.01]
                - parallel: True
            """);
        Write("salt/cmds/map.jinja", "{% set word = pillar.get('word', 'hello') %}");

        var results = await ResultsAsync("cmds", ExitCodes.SomeFailed, "pillar={word: over}");
        Assert.That(results.Select(result => $"{result["__id__"]} {result["result"]} {result["comment"]}"), Is.SupersetOf((string[])
        [
            "fails false Command \"exit 5\" run",
            "reacts true Command \"echo reacted\" run",
            "not false One or more requisite failed: cmds.fails",
            "unless true unless condition is true",
            "both true Command \"sleep 1\" run",
            "both true Command \"sleep 1.01\" run",
        ]));
        Assert.That(results[0]["changes"]!["stdout"]!.ToString(), Is.EqualTo($"over y {_cluster.Root}"));
        Assert.That(results[0]["changes"]!["stderr"]!.ToString(), Is.EqualTo("err"));
        Assert.That(results[1]["changes"]!["retcode"]!.GetValue<int>(), Is.EqualTo(5));
    }

    [Test]
    public async Task The_top_file_says_which_states_are_a_minions()
    {
        Write("salt/one.sls", "one: test.nop");
        Write("salt/two.sls", "two: test.nop");
        Write("salt/top.sls", "base:\n  'minion1 and G@kernel:Linux': [one]\n  'I@word:*': [two]\n  'nobody': [three]");
        Assert.That((await _cluster.CliAsync("run", "minion1", "state.show_top", "--out", "json")).Out, Does.Contain("\"one\"").And.Not.Contain("three"));
        var applied = await _cluster.CliAsync("state", "apply", "*");
        Assert.That(applied.Out, Does.Contain("          ID: one\n").And.Contain("Succeeded: 1\n"), applied.ToString());
        File.Delete(Path.Combine(_cluster.Root, "srv/salt/top.sls"));
        var none = await _cluster.CliAsync("state", "apply", "*");
        Assert.That(none.Exit, Is.EqualTo(ExitCodes.SomeFailed));
        Assert.That(none.Out, Does.Contain("No Top file or master_tops data matches found."));
    }

    [Test]
    public async Task What_was_done_before_a_run_is_killed_is_its_return_and_a_new_daemon_does_not_disturb_it()
    {
        Write("salt/slow.sls", $"before:\n  cmd.run:\n    - name: echo before\nwaits:\n  cmd.run:\n    - name: touch {Gate}; sleep 600\nafter:\n  test.nop: []");
        var jid = (await _cluster.CliAsync("run", "minion1", "state.apply", "slow", "--async", "--out", "json")).Out;
        jid = System.Text.RegularExpressions.Regex.Match(jid, "[0-9]{20}").Value;
        await Eventually.ReachesAsync("the slow state", () => File.Exists(Gate), isThere => isThere);
        var conflict = await _cluster.CliAsync("run", "minion1", "state.single", "test.nop", "name=x");
        Assert.That(conflict.Out, Does.Match($"The function \"state.apply\" is running as PID \\d+ and was started at .* with jid {jid}"), conflict.ToString());

        await _cluster.Minion("minion1").KillAsync();
        await _cluster.RestartMinionAsync("minion1");
        await Eventually.ReachesAsync("the run to be killed", async () => (await _cluster.CliAsync("jobs", "kill", jid)).Out, text => text.Contains("Signal 9 sent", StringComparison.Ordinal));
        var record = await Eventually.ReachesAsync(
            "its end", async () => JsonNode.Parse((await _cluster.CliAsync("jobs", "show", jid, "--out", "json")).Out)!["minion1"]!, shown => (string?)shown["state"] == "killed");

        Assert.That(record["ret"]!.AsObject().Select(result => (string?)result.Value!["__id__"]), Is.EqualTo((string[])["before"]), record.ToJsonString());
        var free = await _cluster.CliAsync("run", "minion1", "state.single", "test.nop", "name=x");
        Assert.That(free.Exit, Is.Zero, free.ToString());
    }

    [Test]
    public async Task A_broken_pillar_runs_nothing_unless_that_is_forced()
    {
        Write("salt/one.sls", "one: test.nop");
        Write("pillar/top.sls", "base: {'*': [a]}");
        Write("pillar/a.sls", "a: {{ nosuch");
        var broken = await _cluster.CliAsync("run", "minion1", "state.apply", "one");
        var forced = await _cluster.CliAsync("run", "minion1", "state.apply", "one", "force=True");
        Directory.Delete(Path.Combine(_cluster.Root, "srv/pillar"), recursive: true);

        Assert.That(broken.Out, Does.Contain("Pillar failed to render with the following messages:").And.Contain("a.sls, line 1"));
        Assert.That((broken.Exit, forced.Exit), Is.EqualTo((ExitCodes.SomeFailed, ExitCodes.Success)));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_cluster.Root, "srv", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task<IEnumerable<string?>> CommentsAsync(string sls, params string[] options) =>
        (await ResultsAsync(sls, ExitCodes.Success, options)).Select(result => (string?)result["comment"]);

    // One run after the other: the tests share the minion, and states run one at a time.
    private async Task<IReadOnlyList<JsonNode>> ResultsAsync(string sls, int exit, params string[] options)
    {
        var applied = await _cluster.CliAsync(["run", "minion1", "state.sls", sls, .. options, "queue=True", "--out", "json"]);
        Assert.That(applied.Exit, Is.EqualTo(exit), applied.ToString());
        return [.. JsonNode.Parse(applied.Out)!["minion1"]!.AsObject().Select(result => result.Value!)];
    }
}
