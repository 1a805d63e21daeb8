using System.Text.Json.Nodes;
using Grpc.Core;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Runner functions in a real master: shown while they run, ended, kept, and run by its schedule without a child.</summary>
[Parallelizable]
internal sealed class RunnerTests
{
    private const int Interrupt = 2;

    private Cluster _cluster = null!;

    [SetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [TearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task It_has_a_jid_is_shown_while_it_runs_and_is_ended_by_that()
    {
        using var heard = _cluster.Control.Events(new EventsRequest { Tag = "salt/run/*" });
        await heard.ResponseHeadersAsync;
        var slow = _cluster.StartCli("runner", "test.sleep", "200");
        var jid = await RunningAsync();

        var active = await _cluster.CliAsync("jobs", "active", "--out", "json");
        var asked = await _cluster.CliAsync("runner", "jobs.active", "--out", "json");
        var shown = await ShownAsync(jid);
        var attached = await _cluster.CliAsync("jobs", "attach", jid);
        var signalled = await _cluster.CliAsync("jobs", "signal", jid, "HUP");
        var killed = await _cluster.CliAsync("jobs", "kill", jid);
        var result = await slow.FinishAsync();
        var ended = await ShownAsync(jid);
        var again = await _cluster.CliAsync("jobs", "kill", jid);

        Assert.Multiple(() =>
        {
            Assert.That((active.Out.Trim(), asked.Out.Trim()), Is.EqualTo(("{}", "{}")), "as in Salt, what the master runs is shown by jobs.master");
            Assert.That((string?)shown["state"], Is.EqualTo("running"));
            Assert.That((int?)shown["pid"], Is.EqualTo(_cluster.Master.Pid));
            Assert.That(attached.Exit, Is.EqualTo(ExitCodes.Usage));
            Assert.That(attached.Error, Does.Contain("is a run of the master's own, which prints nothing"));
            Assert.That(signalled.Exit, Is.EqualTo(ExitCodes.Usage));
            Assert.That(signalled.Error, Does.Contain("signal 9 or 15 ends it, 1 does not reach it"));
            Assert.That(killed.Exit, Is.Zero, killed.ToString());
            Assert.That(killed.Out, Does.Contain($"Signal 9 ended job {jid}"));
            Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
            Assert.That(result.Error, Does.StartWith("master-cli: test.sleep was ended by "));
            Assert.That(((string?)ended["state"], (int?)ended["signal"]), Is.EqualTo(("killed", 9)));
            Assert.That(again.Exit, Is.EqualTo(ExitCodes.SomeFailed));
            Assert.That(again.Error, Does.Contain("is not running anywhere"));
        });
        var told = await heard.ResponseStream.ReadAllAsync().Where(e => e.Tag.Contains(jid, StringComparison.Ordinal)).Take(2).ToListAsync();
        Assert.That(told.Select(e => e.Tag), Is.EqualTo((string[])[$"salt/run/{jid}/new", $"salt/run/{jid}/ret"]));
        Assert.That(told.Select(e => (string?)JsonNode.Parse(e.Data.Span)!["fun"]), Has.All.EqualTo("runner.test.sleep"));
        Assert.That((bool?)JsonNode.Parse(told[1].Data.Span)!["success"], Is.False);
    }

    [Test]
    public async Task The_masters_schedule_runs_it_without_any_child()
    {
        await _cluster.Master.StopAsync();
        await File.AppendAllTextAsync(
            Path.Combine(_cluster.Root, "etc", "salt", "master"),
            "\nschedule:\n  slow: {function: test.sleep, args: [200], seconds: 1}\n  quick: {function: manage.present, kwargs: {show_ip: true}, seconds: 1, metadata: {ticket: 7}}\n");
        await _cluster.StartMasterAsync();

        await RunningAsync();
        var children = ChildrenOf(_cluster.Master.Pid);
        var quick = await Eventually.ReachesAsync(
            "the quick one in the history",
            async () => Json(await _cluster.CliAsync("schedule", "history", "quick", "--out", "json")),
            jobs => jobs.Count > 0);
        await RunningAsync();

        var (jid, job) = quick.First();
        Assert.Multiple(async () =>
        {
            Assert.That(children, Is.Empty);
            Assert.That(ChildrenOf(_cluster.Master.Pid), Is.Empty);
            Assert.That((string?)job!["Function"], Is.EqualTo("runner.manage.present"));
            Assert.That((string?)job["User"], Is.EqualTo("schedule"));
            Assert.That(job["Metadata"]!.ToJsonString(), Is.EqualTo("""{"ticket":7,"schedule":"quick"}"""));
            Assert.That((await _cluster.CliAsync("jobs", "lookup", jid)).Out, Does.Contain("_master:\n    ----------"), "a map, for show_ip");
        });
    }

    [Test]
    public async Task It_ends_with_its_caller_with_the_master_and_is_lost_with_one_that_dies()
    {
        var slow = _cluster.StartCli("runner", "test.sleep", "200");
        var left = await RunningAsync();
        slow.Send(Interrupt);
        var interrupted = await slow.FinishAsync();
        await EndsAsync(left, "killed");

        slow = _cluster.StartCli("runner", "test.sleep", "200");
        var stopped = await RunningAsync();
        await _cluster.Master.StopAsync();
        await slow.FinishAsync();
        await _cluster.StartMasterAsync();
        var byStop = await ShownAsync(stopped);

        slow = _cluster.StartCli("runner", "test.sleep", "200");
        var lost = await RunningAsync();
        await _cluster.Master.KillAsync();
        await slow.FinishAsync();
        await _cluster.StartMasterAsync();
        var byDeath = await ShownAsync(lost);

        Assert.Multiple(() =>
        {
            Assert.That(interrupted.Exit, Is.EqualTo(ExitCodes.Interrupted));
            Assert.That(((string?)byStop["state"], (string?)byStop["by"]), Is.EqualTo(("killed", "shutdown")));
            Assert.That(((string?)byDeath["state"], (string?)byDeath["reason"]), Is.EqualTo(("lost", "the master ended while it ran")));
        });
    }

    [Test]
    public async Task What_there_is_is_documented_and_what_there_is_not_is_refused_as_in_Salt()
    {
        var all = await _cluster.CliAsync("runner", "-d");
        var module = await _cluster.CliAsync("runner", "-d", "cache", "--out", "json");
        var unknown = await _cluster.CliAsync("runner", "jobs.nosuch");
        var wrong = await _cluster.CliAsync("runner", "jobs.lookup_jid");
        var none = await _cluster.CliAsync("runner", "jobs.lookup_jid", "20200101000000000000");

        Assert.Multiple(() =>
        {
            Assert.That((all.Exit, module.Exit), Is.EqualTo((0, 0)));
            Assert.That(all.Out, Does.StartWith("cache.grains:\n").And.Contain("master-cli runner jobs.lookup_jid JID [ext_source=None]").And.Contain("pillar.show_pillar:"));
            Assert.That(Json(module).Select(function => function.Key), Is.EqualTo((string[])["cache.grains", "cache.pillar"]));
            Assert.That((unknown.Exit, unknown.Out), Is.EqualTo((ExitCodes.Usage, "'jobs.nosuch' is not available.\n")));
            Assert.That(wrong.Exit, Is.EqualTo(ExitCodes.Usage));
            Assert.That(wrong.Error, Does.StartWith("master-cli: Passed invalid arguments: lookup_jid() missing 1 required positional argument: 'jid'\nUsage: jobs.lookup_jid JID"));
            Assert.That(none.Exit, Is.EqualTo(ExitCodes.SomeFailed));
            Assert.That(none.Error, Does.StartWith("master-cli: no job 20200101000000000000 is on record"));
        });
    }

    [Test]
    public async Task It_sends_events_and_knows_minions_that_are_away()
    {
        var events = _cluster.StartCli("events", "my/*", "--count", "1");
        var sent = await Eventually.ReachesAsync(
            "the event to be heard",
            async () =>
            {
                var result = await _cluster.CliAsync("runner", "event.send", "my/tag", "{foo: [1, two]}");
                return (result, events.HasExited);
            },
            seen => seen.HasExited);
        await _cluster.Minion("minion1").StopAsync();

        var grains = await _cluster.CliAsync("runner", "cache.grains", "minion*", "--out", "json");
        var pillar = await _cluster.CliAsync("runner", "cache.pillar", "minion1", "tgt_type=list", "--out", "json");
        var kept = Json(await _cluster.CliAsync("jobs", "list", "--fun", "runner.cache.pillar", "--out", "json")).Single();

        Assert.That((sent.result.Exit, sent.result.Out), Is.EqualTo((0, "True\n")));
        Assert.That((await events.FinishAsync()).Out, Does.Contain("my/tag").And.Contain("\"foo\"").And.Contain("\"two\""));
        Assert.That((string?)Json(grains)["minion1"]!["id"], Is.EqualTo("minion1"));
        Assert.That(Json(pillar)["minion1"]!.ToJsonString(), Is.EqualTo("{}"));
        Assert.That((await _cluster.CliAsync("jobs", "lookup", kept.Key)).Out, Does.Contain("The answer is not kept: it may hold secrets"));
    }

    /// <summary>The jid of the slow one, once it runs.</summary>
    private async Task<string> RunningAsync()
    {
        var running = await Eventually.ReachesAsync(
            "the runner to run",
            async () => JsonNode.Parse((await _cluster.CliAsync("runner", "jobs.master", "--out", "json")).Out)!.AsArray(),
            runs => runs.Any(IsSlow));
        return (string)running.First(IsSlow)!["jid"]!;
    }

    private static bool IsSlow(JsonNode? run) => (string?)run!["fun"] == "runner.test.sleep";

    private async Task<JsonNode> ShownAsync(string jid) => Json(await _cluster.CliAsync("jobs", "show", jid, "--out", "json")).Single().Value!;

    private Task<string?> EndsAsync(string jid, string state) =>
        Eventually.ReachesAsync($"{jid} to be {state}", async () => (string?)(await ShownAsync(jid))["state"], now => now == state);

    private static JsonObject Json(CliResult result) => JsonNode.Parse(result.Out)!.AsObject();

    private static List<string> ChildrenOf(int pid) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{pid}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];
}
