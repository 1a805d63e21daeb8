using System.Text.Json.Nodes;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>The results file and who reads it: scripts, <c>async.status</c>, and the next daemon and supervisor.</summary>
public sealed class MinionAsyncTests
{
    [Test]
    public async Task The_results_file_is_there_when_a_job_is_accepted_and_full_when_it_has_ended()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run_all", "echo out; echo err >&2; exit 3");
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");
        var begun = Results(minion, job);
        var waiting = await StatusAsync(minion, stream, job);
        await stream.StartAsync(job);
        await stream.ReturnAsync(job);
        var ended = Results(minion, job);

        Assert.Multiple(() =>
        {
            Assert.That(stream.Hello.JobsFolder, Is.EqualTo(Path.Combine(minion.Cache, "jobs")));
            Assert.That(begun.ToJsonString(), Is.EqualTo(
                $$"""{"finished":0,"started":1,"jid":"{{job.Jid}}","results_file":"{{minion.JobFolder(job)}}/return.json"}"""));
            Assert.That((string?)waiting["state"], Is.EqualTo("accepted"));
            Assert.That((int)ended["finished"]!, Is.EqualTo(1));
            Assert.That((int)ended["rc"]!, Is.EqualTo(3));
            Assert.That((string?)ended["cmd"], Is.EqualTo("echo out; echo err >&2; exit 3"));
            Assert.That(((string?)ended["stdout"], (string?)ended["stderr"]), Is.EqualTo(("out", "err")));
            Assert.That(ended["stdout_lines"]!.ToJsonString(), Is.EqualTo("""["out"]"""));
            Assert.That((string?)ended["delta"], Does.StartWith("0:00:0"));
            Assert.That((string?)ended["state"], Is.EqualTo("failed"));
        });
    }

    [Test]
    public async Task A_job_whose_daemon_and_supervisor_are_killed_is_lost_although_its_results_file_is_there([Values] bool isTorn)
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo begin; sleep 60");
        await MinionUnderTest.RunAsync(stream, job);

        await minion.Daemon.KillAsync();
        Signals.Send(minion.SupervisorPid, Signals.Kill);
        await Eventually.ReachesAsync("the supervisor's end", () => minion.SupervisorPid, pid => pid == 0);
        if (isTorn) await File.WriteAllTextAsync(Path.Combine(minion.JobFolder(job), "return.json"), "");
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        var (head, _) = await next.ReturnAsync(job);

        Assert.That((head.State, head.Reason), Is.EqualTo(("lost", "supervisor died")));
        var status = await StatusAsync(minion, next, job);
        Assert.That(((string?)status["state"], (int)status["finished"]!), Is.EqualTo(("lost", 1)));
    }

    [Test]
    public async Task A_daemon_that_is_killed_while_a_job_runs_changes_nothing_about_its_results()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"echo begin; until [ -e {minion.Root}/go ]; do sleep 0.05; done; echo end");
        await MinionUnderTest.RunAsync(stream, job);

        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        var running = await StatusAsync(minion, next, job);
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        await next.ReturnAsync(job);
        var ended = await StatusAsync(minion, next, job);

        Assert.That(((string?)running["state"], (int)running["finished"]!), Is.EqualTo(("running", 0)));
        Assert.That(((string?)ended["state"], (string?)ended["stdout"]), Is.EqualTo(("succeeded", "begin\nend")));
    }

    [Test]
    public async Task A_job_that_was_cleaned_up_never_starts_again()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"echo run >> {minion.Root}/runs");
        await MinionUnderTest.FinishAsync(stream, job);
        Assert.That((await AskAsync(minion, stream, "async.cleanup", job)).Head.State, Is.EqualTo("failed"), "its return is not stored");
        await stream.StoredAsync(job);
        await Eventually.ReachesAsync("the mark", () => File.Exists(Path.Combine(minion.JobFolder(job), "stored")), exists => exists);

        Assert.That((await AskAsync(minion, stream, "async.cleanup", job)).Head.State, Is.EqualTo("succeeded"));

        // A master that does not remember offers it again, to this daemon and to the next.
        await stream.OfferAsync(job);
        Assert.That((await stream.ReturnAsync(job, count: 2)).Head.State, Is.EqualTo("succeeded"));
        await stream.StartAsync(job);
        await stream.StoredAsync(job);
        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        await next.OfferAsync(job);
        await next.StartAsync(job);
        Assert.That((await next.ReturnAsync(job)).Head.State, Is.EqualTo("succeeded"));
        Assert.That((string?)(await StatusAsync(minion, next, job))["state"], Is.EqualTo("unknown"));
        Assert.That(await File.ReadAllTextAsync($"{minion.Root}/runs"), Is.EqualTo("run\n"));
    }

    [Test]
    public async Task A_large_output_leaves_a_bounded_results_file_that_says_what_was_cut()
    {
        await using var minion = await MinionUnderTest.StartAsync("return_max: 64KiB");
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "yes | head -c 10000000");

        await MinionUnderTest.FinishAsync(stream, job);

        Assert.That(new FileInfo(Path.Combine(minion.JobFolder(job), "return.json")).Length, Is.LessThan(5 * 64 << 10));
        var status = await StatusAsync(minion, stream, job);
        Assert.That((string?)status["stdout"], Does.StartWith("y\ny\n").And.EndsWith("y").And.Contain("bytes left out"));
    }

    private static JsonObject Results(MinionUnderTest minion, Job job) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(minion.JobFolder(job), "return.json")))!.AsObject();

    private static async Task<JsonObject> StatusAsync(MinionUnderTest minion, HubStream stream, Job job) =>
        (await AskAsync(minion, stream, "async.status", job)).Ret!.AsObject();

    private static async Task<(ReturnHead Head, JsonNode? Ret)> AskAsync(MinionUnderTest minion, HubStream stream, string fun, Job about)
    {
        var ask = minion.Job(fun, about.Jid);
        await stream.OfferAsync(ask);
        var answer = await stream.ReturnAsync(ask);
        await stream.StoredAsync(ask);
        return answer;
    }
}
