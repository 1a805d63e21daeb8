using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Limits and polling as an operator types them.</summary>
[Parallelizable]
internal sealed class AsyncTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync();

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_command_over_its_limit_is_named_for_each_minion_and_leaves_nothing()
    {
        var mark = $"61.{Environment.ProcessId}1";
        var began = TimeProvider.System.GetTimestamp();

        var result = await _cluster.CliAsync("run", "*", "cmd.run", $"sleep {mark}; echo hello", "-B", "2");

        Assert.Multiple(() =>
        {
            Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
            Assert.That(TimeProvider.System.GetElapsedTime(began), Is.GreaterThan(TimeSpan.FromSeconds(2)).And.LessThan(TimeSpan.FromSeconds(20)));
            foreach (var id in _cluster.MinionIds)
            {
                Assert.That(result.Out, Does.Contain($"{id}:\n    Task execution timed out, limit is: 2 second(s)\n"));
            }

            Assert.That(result.Error, Does.Contain("Timed out: minion1, minion2, minion3\n"));
            Assert.That(result.Out + result.Error, Does.Not.Contain("hello"));
            Assert.That(Processes.WithArgument(mark), Is.Empty);
        });
    }

    [Test]
    public async Task Polling_reports_progress_until_the_results_are_there()
    {
        var gate = Path.Combine(_cluster.Root, "poll");
        using var run = _cluster.StartCli("run", "*", "cmd.run", $"until [ -e {gate} ]; do sleep 0.05; done; echo hello", "-B", "60", "-P", "1");
        await Eventually.ReachesAsync(
            "progress of every minion",
            () => run.Error.ToString(),
            said => _cluster.MinionIds.All(id => said.Split('\n').Any(line => line.StartsWith($"ASYNC POLL on {id}: ") && line.Contains(" running, "))));
        await File.WriteAllTextAsync(gate, "");

        var result = await run.FinishAsync();

        Assert.Multiple(() =>
        {
            Assert.That(result.Exit, Is.Zero, result.ToString());
            Assert.That(result.Error, Does.Match(@"ASYNC POLL on minion1: jid=\d{20} started=1 finished=0 running, \d+ s of 60 left"));
            foreach (var id in _cluster.MinionIds)
            {
                Assert.That(result.Out, Does.Contain($"{id}:\n    hello\n"));
                Assert.That(result.Error, Does.Match($@"ASYNC OK on {id}: jid=\d{{20}} rc=0"));
            }

            Assert.That(result.Out, Does.Not.Contain("ASYNC"));
        });
    }

    [Test]
    public async Task Without_waiting_the_status_shows_running_then_finished_with_the_output()
    {
        var gate = Path.Combine(_cluster.Root, "later");
        var started = await StartAsync($"until [ -e {gate} ]; do sleep 0.05; done; echo hello", "60");
        var jid = (string)started["minion1"]!["jid"]!;

        foreach (var id in _cluster.MinionIds)
        {
            Assert.That(((int)started[id]!["started"]!, (int)started[id]!["finished"]!), Is.EqualTo((1, 0)));
            Assert.That(File.Exists((string)started[id]!["results_file"]!), Is.True);
        }

        await ReachesAsync(jid, "running");
        await File.WriteAllTextAsync(gate, "");
        var ended = await ReachesAsync(jid, "succeeded");
        foreach (var id in _cluster.MinionIds)
        {
            Assert.That(((int)ended[id]!["finished"]!, (int)ended[id]!["rc"]!, (string?)ended[id]!["stdout"]), Is.EqualTo((1, 0, "hello")));
        }
    }

    [Test]
    public async Task Without_waiting_the_status_says_later_that_the_limit_was_hit()
    {
        var started = await StartAsync("echo begin; sleep 60", "1");

        var ended = await ReachesAsync((string)started["minion1"]!["jid"]!, "timed_out");

        Assert.That((string?)ended["minion2"]!["reason"], Is.EqualTo("Task execution timed out, limit is: 1 second(s)"));
        Assert.That((string?)ended["minion2"]!["stdout"], Is.EqualTo("begin"));
    }

    [Test]
    public async Task Several_functions_return_under_their_names()
    {
        var result = await _cluster.CliAsync("run", "minion1", "test.ping,test.echo,cmd.run", ",hello,echo hi", "--out", "json");
        Assert.That(result.Exit, Is.Zero, result.ToString());
        Assert.That(JsonNode.Parse(result.Out)!["minion1"]!.ToJsonString(), Is.EqualTo("""{"test.ping":true,"test.echo":"hello","cmd.run":"hi"}"""));
    }

    [Test]
    public async Task With_a_limit_a_program_gets_the_record_that_Ansible_gives()
    {
        var result = await _cluster.CliAsync("run", "minion1", "cmd.run_all", "echo out; echo err >&2; exit 3", "-B", "30", "--out", "json");
        var record = JsonNode.Parse(result.Out)!["minion1"]!;

        Assert.Multiple(() =>
        {
            Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
            Assert.That(
                (record["rc"], record["stdout"], record["stdout_lines"], record["stderr"], record["stderr_lines"], record["finished"], record["started"], record["changed"])
                    .ToString(),
                Is.EqualTo("(3, out, [\n  \"out\"\n], err, [\n  \"err\"\n], 1, 1, true)"));
            foreach (var time in (string[])["start", "end"]) Assert.That((string?)record[time], Does.Match(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$"));
            Assert.That((string?)record["delta"], Does.Match(@"^0:00:\d\d\.\d{6}$"));
        });
    }

    [Test]
    public async Task A_limit_that_ended_a_job_is_told_in_words_of_Ansible()
    {
        var result = await _cluster.CliAsync("run", "minion1", "cmd.run", "sleep 60", "-B", "1", "--out", "json");
        var record = JsonNode.Parse(result.Out)!["minion1"]!;
        Assert.That((string?)record["msg"], Is.EqualTo("async task did not complete within the requested time - 1s"), result.ToString());

        var asked = await _cluster.CliAsync("run", "minion1", "async_status", $"jid={record["jid"]}", "--out", "json");
        var status = JsonNode.Parse(asked.Out)!["minion1"]!;
        foreach (var name in (string[])["msg", "rc", "start", "end", "delta", "finished"])
            Assert.That(status[name]!.ToJsonString(), Is.EqualTo(record[name]!.ToJsonString()), name);
    }

    [Test]
    public async Task Without_a_limit_and_for_people_a_return_stays_what_it_is()
    {
        var plain = await _cluster.CliAsync("run", "minion1", "cmd.run", "echo hi", "--out", "json");
        var page = await _cluster.CliAsync("run", "minion1", "cmd.run", "echo hi", "-B", "30");
        Assert.That((plain.Out.ReplaceLineEndings(""), page.Out), Is.EqualTo(("{    \"minion1\": \"hi\"}", "minion1:\n    hi\n")));
    }

    private async Task<JsonObject> StartAsync(string command, string limit)
    {
        var result = await _cluster.CliAsync("run", "*", "cmd.run", command, "-B", limit, "-P", "0", "--out", "json");
        Assert.That(result.Exit, Is.Zero, result.ToString());
        return JsonNode.Parse(result.Out)!.AsObject();
    }

    private async Task<JsonObject> ReachesAsync(string jid, string state)
    {
        var text = await Eventually.ReachesAsync(
            $"{jid} to be {state}",
            async () => (await _cluster.CliAsync("run", "*", "async.status", $"jid={jid}", "--out", "json")).Out,
            shown => JsonNode.Parse(shown)!.AsObject() is { Count: 3 } all && all.All(minion => (string?)minion.Value!["state"] == state));
        return JsonNode.Parse(text)!.AsObject();
    }
}
