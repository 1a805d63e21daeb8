using System.Text.Json.Nodes;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Schedules on a real minion: declared in the pillar or added, run without the master, kept over a crash.</summary>
[Parallelizable]
internal sealed class ScheduleTests
{
    private Cluster _cluster = null!;

    private string Journal => Path.Combine(_cluster.Root, "journal");

    [SetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [TearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_schedule_in_the_pillar_starts_runs_and_stops_with_it()
    {
        await DeclareAsync($$"""
            schedule:
              job1: {function: cmd.run, args: ["date +%s.%N >> {{Journal}}"], seconds: 1}
              bad: {function: cmd.run, cron: abc}
            """);

        await RunsAsync(3);
        var listed = await _cluster.CliAsync("run", "minion1", "schedule.list");
        var history = await Eventually.ReachesAsync(
            "the runs in the history",
            async () => await HistoryAsync("job1"),
            jobs => jobs.Count >= 3);
        await DeclareAsync("other: 1");
        var after = await RunsNowAsync();
        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System);

        Assert.Multiple(async () =>
        {
            Assert.That(listed.Out, Does.Contain("source: pillar").And.Contain("invalid: cron 'abc' has 1 field"));
            Assert.That(history.Select(job => job.Value), Has.All.Matches<JsonNode?>(job => (string?)job!["Metadata"]!["schedule"] == "job1" && (string?)job["User"] == "schedule"));
            Assert.That((await RunsNowAsync()).Count - after.Count, Is.LessThanOrEqualTo(1), "a run under way when the entry went");
        });
    }

    [Test]
    public async Task Every_second_is_every_second_without_the_master_too_and_its_returns_come_later()
    {
        await AddAsync("tick", $"job_args=['date +%s.%N >> {Journal}']", "cron=* * * * * *");
        await RunsAsync(2);

        await _cluster.Master.StopAsync();
        var alone = (await RunsNowAsync()).Count;
        await RunsAsync(alone + 5);
        await _cluster.StartMasterAsync();
        await _cluster.UpAsync();
        var ran = await RunsNowAsync();

        await Eventually.ReachesAsync("every return in the store", async () => (await HistoryAsync("tick")).Count, count => count >= ran.Count);
        var seconds = ran.Select(time => (long)time).ToList();
        Assert.That(seconds, Is.EqualTo(Enumerable.Range(0, seconds.Count).Select(i => seconds[0] + i)), "none missing, none twice");
    }

    [Test]
    public async Task After_a_crash_what_was_added_is_there_and_a_run_that_goes_on_is_not_started_again()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        await AddAsync("long", $"job_args=['echo 1 >> {Journal}; until [ -e {gate} ]; do sleep 0.05; done']", "seconds=1");
        await RunsAsync(1);

        await _cluster.Minion("minion1").KillAsync();
        await _cluster.RestartMinionAsync("minion1");
        var missed = await Eventually.ReachesAsync(
            "runs that were held back",
            async () => (await _cluster.CliAsync("run", "minion1", "schedule.missed", "long", "--out", "json")).Out,
            text => text.Contains("maxrunning: 1", StringComparison.Ordinal));

        Assert.That(missed, Does.Contain("1 of its runs were still running"));
        Assert.That((await RunsNowAsync()).Count, Is.EqualTo(1));
        await File.WriteAllTextAsync(gate, "");
        await RunsAsync(2);
    }

    [Test]
    public async Task What_was_missed_while_the_minion_was_down_is_made_up_for_once()
    {
        await AddAsync("once", $"job_args=['echo 1 >> {Journal}']", "seconds=2", "missed=once");
        await AddAsync("never", $"job_args=['echo 2 >> {Journal}.never']", "seconds=3600", "missed=once");
        await RunsAsync(1);

        await _cluster.Minion("minion1").KillAsync();
        var before = (await RunsNowAsync()).Count;
        await Task.Delay(TimeSpan.FromSeconds(7), TimeProvider.System);
        await _cluster.RestartMinionAsync("minion1");
        await RunsAsync(before + 1);

        var missed = await _cluster.CliAsync("run", "minion1", "schedule.missed", "once", "--out", "json");
        Assert.That(JsonNode.Parse(missed.Out)!["minion1"]!.AsArray().Sum(entry => (int)entry!["count"]!), Is.GreaterThanOrEqualTo(1), missed.ToString());
        Assert.That(File.Exists($"{Journal}.never"), Is.False);
    }

    [Test]
    public async Task The_fleets_schedules_are_shown_on_the_master()
    {
        await AddAsync("j1", $"job_args=['echo 1 >> {Journal}']", "seconds=1");
        await RunsAsync(1);

        var list = await _cluster.CliAsync("schedule", "list", "j1");
        var next = await _cluster.CliAsync("schedule", "next", "j1", "-n", "2", "--out", "json");
        await Eventually.ReachesAsync("a run in the history", async () => (await _cluster.CliAsync("schedule", "history", "j1", "--minion", "minion1")).Out, text => text.Contains("cmd.run", StringComparison.Ordinal));

        Assert.That(list.Out, Does.StartWith("minion1:\n    schedule:\n      j1:\n"));
        Assert.That(JsonNode.Parse(next.Out)!["minion1"]!.AsArray(), Has.Count.EqualTo(2), next.ToString());
        Assert.That((await _cluster.CliAsync("schedule", "next")).Exit, Is.Zero);
    }

    [TestCase("list", "There is no schedule entry nosuch")]
    [TestCase("next", "There is no schedule entry nosuch")]
    [TestCase("history", "No run of a schedule entry nosuch is on record")]
    public async Task An_entry_that_is_nowhere_is_named(string verb, string sentence)
    {
        var answer = await _cluster.CliAsync("schedule", verb, "nosuch");
        var fire = await _cluster.CliAsync("run", "minion1", "schedule.show_next_fire_time", "nosuch");

        Assert.That(answer.Exit, Is.EqualTo(1), answer.ToString());
        Assert.That(answer.Error, Does.StartWith(sentence).And.Contain("master-cli schedule list"));
        Assert.That(fire.Exit, Is.EqualTo(1), fire.ToString());
        Assert.That(fire.Out, Does.Contain("Job nosuch does not exist."));
    }

    [Test]
    public async Task A_scheduled_run_is_active_on_the_master_while_it_runs_also_over_a_restart_of_the_master()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        await AddAsync("long", $"job_args=['until [ -e {gate} ]; do sleep 0.05; done']", "seconds=1", "metadata={'why': 'test'}");
        var active = await ActiveAsync(jobs => jobs.Count == 1);
        await _cluster.Master.StopAsync();
        await _cluster.StartMasterAsync();
        await _cluster.UpAsync();
        var again = await ActiveAsync(jobs => jobs.Count == 1);

        Assert.That(active.Single().Value!["User"]!.GetValue<string>(), Is.EqualTo("schedule"), active.ToJsonString());
        Assert.That(again.Single().Key, Is.EqualTo(active.Single().Key), "the same run");
        await File.WriteAllTextAsync(gate, "");
        await _cluster.CliAsync("run", "minion1", "schedule.delete", "long");
        await ActiveAsync(jobs => jobs.Count == 0);
    }

    [Test]
    public async Task Of_a_run_whose_return_stays_on_the_minion_the_master_hears_that_it_is_over()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        await AddAsync("quiet", $"job_args=['until [ -e {gate} ]; do sleep 0.05; done; echo 1 >> {Journal}']", "seconds=1", "return_job=False");
        await ActiveAsync(jobs => jobs.Count == 1);
        await File.WriteAllTextAsync(gate, "");
        await _cluster.CliAsync("run", "minion1", "schedule.delete", "quiet");

        await ActiveAsync(jobs => jobs.Count == 0);
        await RunsAsync(1);
        Assert.That(await HistoryAsync("quiet"), Is.Empty);
    }

    [Test]
    public async Task A_return_that_is_not_to_be_kept_is_an_event_and_no_history()
    {
        await AddAsync("told", "job_args=['echo told-$((40+2))']", "seconds=1", "return_job=nocache");
        var events = await _cluster.CliAsync("events", "salt/job/*/ret/minion1", "--count", "1");
        await _cluster.CliAsync("run", "minion1", "schedule.delete", "told");

        Assert.That(events.Out, Does.Contain("told-42"), events.ToString());
        Assert.That(await HistoryAsync("told"), Is.Empty);
    }

    [Test]
    public async Task A_run_that_is_not_included_is_not_among_the_running_jobs_and_knows_no_others()
    {
        var gate = Path.Combine(_cluster.Root, "gate");
        await AddAsync("apart", $"job_args=['echo 1 >> {Journal}; until [ -e {gate} ]; do sleep 0.05; done']", "seconds=1", "jid_include=False", "maxrunning=1");
        await RunsAsync(2);
        var running = await _cluster.CliAsync("run", "minion1", "saltutil.running", "--out", "json");
        await File.WriteAllTextAsync(gate, "");

        Assert.That(running.Out, Does.Not.Contain("until ["), running.ToString());
    }

    [Test]
    public async Task The_masters_own_schedule_runs_jobs_over_targets()
    {
        await _cluster.Master.StopAsync();
        await File.AppendAllTextAsync(
            Path.Combine(_cluster.Root, "etc", "salt", "master"),
            $"\nschedule:\n  own: {{function: cmd.run, args: ['echo 1 >> {Journal}'], tgt: 'minion*', seconds: 1}}\n" +
            "  runner: {function: manage.up, seconds: 1}\n  bad: {function: test.ping, seconds: 1}\n");
        await _cluster.StartMasterAsync();

        await RunsAsync(2);
        var history = await Eventually.ReachesAsync("the runs in the history", async () => await HistoryAsync("own"), jobs => jobs.Count >= 2);

        Assert.That(history.Select(job => (string?)job.Value!["Target"]), Has.All.EqualTo("minion*"));
        Assert.That(_cluster.Master.Error.ToString(), Does.Contain("Schedule entry bad is wrong and will not run: 'test.ping' is no runner function"));

        var events = await _cluster.CliAsync("events", "salt/run/*/ret", "--count", "1");
        var list = JsonNode.Parse((await _cluster.CliAsync("schedule", "next", "--out", "json")).Out)!.AsObject();
        var own = list.Single(answer => answer.Key.EndsWith("_master", StringComparison.Ordinal));
        Assert.That(events.Out, Does.Contain("runner.manage.up").And.Contain("\"return\": [").And.Contain("minion1").And.Contain("\"success\": true"));
        Assert.That(own.Value!.AsObject().Select(entry => entry.Key), Is.EqualTo((string[])["own", "runner"]));
    }

    private Task<JsonObject> ActiveAsync(Predicate<JsonObject> isSo) => Eventually.ReachesAsync(
        "the active jobs",
        async () => JsonNode.Parse((await _cluster.CliAsync("jobs", "active", "--out", "json")).Out)!.AsObject(),
        isSo);

    private async Task DeclareAsync(string pillar)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cluster.Root, "srv", "pillar")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "top.sls"), "base: {'*': [schedule]}");
        await File.WriteAllTextAsync(Path.Combine(folder, "schedule.sls"), pillar);
        var refreshed = await _cluster.CliAsync("pillar", "refresh");
        Assert.That(refreshed.Exit, Is.Zero, refreshed.ToString());
    }

    private async Task AddAsync(string name, params string[] options)
    {
        var added = await _cluster.CliAsync(["run", "minion1", "schedule.add", name, "function=cmd.run", .. options]);
        Assert.That(added.Exit, Is.Zero, added.ToString());
    }

    private async Task<JsonObject> HistoryAsync(string entry) =>
        JsonNode.Parse((await _cluster.CliAsync("schedule", "history", entry, "-n", "1000", "--out", "json")).Out)!.AsObject();

    private Task<List<double>> RunsAsync(int atLeast) => Eventually.ReachesAsync($"{atLeast} runs", RunsNowAsync, runs => runs.Count >= atLeast);

    private async Task<List<double>> RunsNowAsync() => File.Exists(Journal)
        ? [.. (await File.ReadAllLinesAsync(Journal)).Select(line => double.Parse(line, System.Globalization.CultureInfo.InvariantCulture))]
        : [];
}
