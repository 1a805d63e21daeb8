using System.Text.Json.Nodes;
using Salt.Shared.Jobs;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Minion;

public sealed class MinionJobTests
{
    [Test]
    public async Task A_job_is_accepted_runs_when_granted_and_is_returned()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo hi; echo err >&2; exit 3");

        await stream.OfferAsync(job);
        var accepted = await stream.UpdateAsync(job, "accepted");
        var before = stream.Received.Count(message => message.Update?.State == "running");
        await stream.StartAsync(job);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(accepted.Place, Is.Zero);
            Assert.That(before, Is.Zero);
            Assert.That(head.State, Is.EqualTo("failed"));
            Assert.That(head.Retcode, Is.EqualTo(3));
            Assert.That(head.Success, Is.False);
            Assert.That(head.Fun, Is.EqualTo("cmd.run"));
            Assert.That(head.Pid, Is.Positive);
            Assert.That(head.StartedUs, Is.Positive.And.LessThanOrEqualTo(head.EndedUs));
            Assert.That(head.OutputBytes, Is.EqualTo(7));
            Assert.That(ret!.GetValue<string>(), Is.EqualTo("hi\nerr"));
        });
    }

    [Test]
    public async Task A_daemons_function_is_answered_at_once_without_a_grant()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("test.ping");

        await stream.OfferAsync(job);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.That(head.State, Is.EqualTo("succeeded"));
        Assert.That(ret!.GetValue<bool>(), Is.True);
        Assert.That(Directory.Exists(minion.JobFolder(job)), Is.False);
        Assert.That(stream.Received.Where(message => message.Update is not null), Is.Empty);
    }

    [TestCase("nosuch.fun", "'nosuch.fun' is not available.")]
    [TestCase("test.ping", "Passed invalid arguments to test.ping: ping() takes 0 positional arguments but 1 was given: extra; usage: test.ping()")]
    public async Task What_cannot_start_is_refused_in_Salts_words(string fun, string words)
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job(fun, "extra");

        await stream.OfferAsync(job);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.That((head.State, head.Retcode, head.Success), Is.EqualTo(("refused", 1, false)));
        Assert.That(ret!.GetValue<string>(), Is.EqualTo(words));
    }

    [Test]
    public async Task A_running_job_shows_its_pid_on_the_wire_on_disk_and_in_saltutil_running()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "sleep 60");
        var running = await MinionUnderTest.RunAsync(stream, job);

        var file = JsonNode.Parse(await File.ReadAllTextAsync(minion.ProcFile(job)))!;
        var asked = minion.Job("saltutil.running");
        await stream.OfferAsync(asked);
        var listed = (await stream.ReturnAsync(asked)).Ret!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(file["pid"]!.GetValue<int>(), Is.EqualTo(running.Pid));
            Assert.That(file["start_time"]!.GetValue<ulong>(), Is.Positive);
            Assert.That(file["fun"]!.GetValue<string>(), Is.EqualTo("cmd.run"));
            Assert.That(listed, Has.Count.EqualTo(1));
            Assert.That(listed[0]!["jid"]!.GetValue<string>(), Is.EqualTo(job.Jid));
            Assert.That(listed[0]!["pid"]!.GetValue<int>(), Is.EqualTo(running.Pid));
            Assert.That(listed[0]!["arg"]!.ToJsonString(), Is.EqualTo("""["sleep 60"]"""));
            Assert.That(File.Exists($"/proc/{running.Pid}/stat"), Is.True);
        });
    }

    [Test]
    public async Task A_killed_job_keeps_the_output_so_far_and_says_who_killed_it()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo begin; sleep 60; echo end");
        var running = await MinionUnderTest.RunAsync(stream, job);
        await Eventually.ReachesAsync("output", () => minion.OutputOf(job), text => text == "begin\n");

        var kill = minion.Job("saltutil.kill_job", job.Jid);
        kill.User = "alice";
        await stream.OfferAsync(kill);
        var said = await stream.ReturnAsync(kill);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(said.Ret!.GetValue<string>(), Is.EqualTo($"Signal 9 sent to job {job.Jid} at pid {running.Pid}"));
            Assert.That((head.State, head.Signal, head.By, head.Retcode), Is.EqualTo(("killed", 9, "alice", 137)));
            Assert.That(ret!.GetValue<string>(), Is.EqualTo("begin"));
            Assert.That(File.Exists(minion.ProcFile(job)), Is.False);
        });
    }

    [Test]
    public async Task A_job_past_its_limit_is_timed_out_in_Salts_words_with_the_output_so_far()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo begin; sleep 60");
        job.LimitSeconds = 1;

        var (head, ret) = await MinionUnderTest.FinishAsync(stream, job);

        Assert.That((head.State, head.Reason), Is.EqualTo(("timed_out", "Task execution timed out, limit is: 1 second(s)")));
        Assert.That(head.Retcode, Is.Not.Zero);
        Assert.That(ret!.GetValue<string>(), Is.EqualTo("begin\nTask execution timed out, limit is: 1 second(s)"));
    }

    [Test]
    public async Task A_worker_runs_a_function_in_a_process_of_its_own()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);

        var (head, ret) = await MinionUnderTest.FinishAsync(stream, minion.Job("test.sleep", 0.1));

        Assert.That(head.State, Is.EqualTo("succeeded"), ret?.ToJsonString());
        Assert.That(ret!.GetValue<bool>(), Is.True);
        Assert.That(head.Pid, Is.Positive.And.Not.EqualTo(minion.Daemon.Pid));
    }

    [Test]
    public async Task A_killed_worker_says_so()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("test.sleep", 60);
        await MinionUnderTest.RunAsync(stream, job);

        await stream.OfferAsync(minion.Job("saltutil.kill_job", job.Jid));
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.That((head.State, head.Retcode), Is.EqualTo(("killed", 137)));
        Assert.That(ret!.GetValue<string>(), Is.EqualTo(head.Reason).And.Not.Empty);
    }

    /// <summary>Those are the jids that the minion gives to the runs of its own schedule.</summary>
    [Test]
    public async Task A_job_with_a_jid_of_the_minions_own_kind_is_refused()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"touch {minion.Root}/started");
        job.Jid = Jid.Parse(job.Jid).Next().ToString();

        await stream.OfferAsync(job);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.That((head.State, File.Exists($"{minion.Root}/started")), Is.EqualTo(("refused", false)));
        Assert.That(ret!.GetValue<string>(), Does.Contain($"offer.job.jid is {job.Jid}: masters issue even ones"));
    }

    /// <summary>Nearer to each other their jids cannot be.</summary>
    [Test]
    public async Task A_run_of_the_schedule_and_a_job_of_the_master_at_the_same_time_are_two_jobs()
    {
        await using var minion = await MinionUnderTest.StartAsync(
            "schedule: {own: {function: cmd.run, args: ['sleep 60'], hours: 1, run_on_start: true}}");
        var stream = await minion.Hub.StreamAsync(0);
        var proc = Path.Combine(minion.Cache, "proc");
        var files = await Eventually.ReachesAsync("the run of the schedule", () => Directory.Exists(proc) ? Directory.GetFiles(proc) : [], found => found.Length == 1);
        var own = Jid.Parse(Path.GetFileName(files[0]));
        var job = minion.Job("cmd.run", "sleep 60");
        job.Jid = own.Next().ToString();
        await MinionUnderTest.RunAsync(stream, job);

        await stream.OfferAsync(minion.Job("saltutil.kill_job", job.Jid));
        var (killed, _) = await stream.ReturnAsync(job);
        Assert.That((killed.State, File.Exists(minion.ProcFile(job)), File.Exists(files[0])), Is.EqualTo(("killed", false, true)));

        var run = new Salt.V1.Job { Jid = own.ToString(), Fun = "cmd.run" };
        await stream.OfferAsync(minion.Job("saltutil.term_job", run.Jid));
        var (ended, _) = await stream.ReturnAsync(run);
        var issuers = stream.Received.Where(message => message.Return is { Head: not null } && (message.Return.Jid == job.Jid || message.Return.Jid == run.Jid)).Select(message => message.Return.Issuer);
        Assert.Multiple(() =>
        {
            Assert.That(ended.State, Is.EqualTo("killed"));
            Assert.That(issuers, Is.EqualTo(new[] { "master", "web1" }));
            Assert.That(Directory.Exists(minion.JobFolder(job)) && Directory.Exists(minion.JobFolder(run)));
        });
    }

    /// <summary>Two masters may have issued a job in the same microsecond.</summary>
    [Test]
    public async Task A_job_of_another_master_with_the_same_jid_is_not_mistaken_for_the_one_that_is_here()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"while [ ! -e {minion.Root}/go ]; do sleep 0.05; done; echo first");
        var other = new Salt.V1.Job(job) { Issuer = "other", Fun = "test.ping" };
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");

        // None of these is about the job that is here.
        await stream.OfferAsync(other);
        await stream.WithdrawAsync(other);
        await stream.StartAsync(other);
        await stream.StartAsync(job);
        await stream.UpdateAsync(job, "running");
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        var (head, ret) = await stream.ReturnAsync(job);
        await stream.StoredAsync(other);
        // Asked after it: what came before has been dealt with.
        await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "true"));

        Assert.That((head.State, ret!.GetValue<string>()), Is.EqualTo(("succeeded", "first")));
        Assert.That(File.Exists(Path.Combine(minion.JobFolder(job), "stored")), Is.False);
        await stream.StoredAsync(job);
        await Eventually.ReachesAsync("the return to be stored", () => File.Exists(Path.Combine(minion.JobFolder(job), "stored")), stored => stored);
        await stream.OfferAsync(other);
        await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "true"));
        Assert.That(stream.Received.Count(message => message.Return?.Jid == job.Jid && message.Return.Last), Is.EqualTo(1));
    }

    [Test]
    public async Task A_withdrawn_job_never_starts_and_leaves_nothing()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"touch {minion.Root}/started");
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");
        Assert.That(Directory.Exists(minion.JobFolder(job)), Is.True);

        await stream.WithdrawAsync(job);
        await Eventually.ReachesAsync("the folder to go", () => Directory.Exists(minion.JobFolder(job)), exists => !exists);
        await stream.StartAsync(job);
        var (head, _) = await stream.ReturnAsync(job);

        Assert.That(head.State, Is.EqualTo("lost"));
        Assert.That(File.Exists($"{minion.Root}/started"), Is.False);
    }

    [Test]
    public async Task A_repeated_offer_or_grant_starts_nothing_twice()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"echo x >> {minion.Root}/runs; cat {minion.Root}/runs");
        for (var i = 0; i < 3; i++) await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");
        for (var i = 0; i < 3; i++) await stream.StartAsync(job);
        await stream.ReturnAsync(job);
        await stream.StoredAsync(job);
        await Eventually.ReachesAsync("the mark", () => File.Exists(Path.Combine(minion.JobFolder(job), "stored")), exists => exists);

        await stream.OfferAsync(job);
        await stream.StartAsync(job);
        var (head, ret) = await stream.ReturnAsync(job, count: 2);

        Assert.That(head.State, Is.EqualTo("succeeded"));
        Assert.That(ret!.GetValue<string>(), Is.EqualTo("x"));
        Assert.That(await File.ReadAllTextAsync($"{minion.Root}/runs"), Is.EqualTo("x\n"));
    }

    [Test]
    public async Task Jobs_over_the_limit_wait_with_their_place_and_can_be_cancelled()
    {
        await using var minion = await MinionUnderTest.StartAsync("process_count_max: 1");
        var stream = await minion.Hub.StreamAsync(0);
        var first = minion.Job("cmd.run", "sleep 60");
        var second = minion.Job("cmd.run", "echo second");
        var third = minion.Job("cmd.run", "echo third");
        await MinionUnderTest.RunAsync(stream, first);
        foreach (var job in new[] { second, third })
        {
            await stream.OfferAsync(job);
            await stream.UpdateAsync(job, "accepted");
            await stream.StartAsync(job);
        }

        Assert.That((await stream.UpdateAsync(second, "accepted")).Place, Is.EqualTo(1));
        Assert.That((await stream.UpdateAsync(third, "accepted")).Place, Is.EqualTo(2));

        await stream.OfferAsync(minion.Job("saltutil.term_job", second.Jid));
        var cancelled = await stream.ReturnAsync(second);
        await Eventually.ReachesAsync("the next place", () => stream.UpdateAsync(third, "accepted"), update => update.Place == 1);
        await stream.OfferAsync(minion.Job("saltutil.kill_job", first.Jid));
        var last = await stream.ReturnAsync(third);

        Assert.Multiple(() =>
        {
            Assert.That((cancelled.Head.State, cancelled.Head.Signal, cancelled.Head.StartedUs), Is.EqualTo(("killed", 15, 0L)));
            Assert.That(cancelled.Head.Retcode, Is.EqualTo(143));
            Assert.That(last.Ret!.GetValue<string>(), Is.EqualTo("third"));
        });
    }

    [Test]
    public async Task A_long_return_travels_in_chunks_and_a_longer_one_keeps_head_and_tail()
    {
        await using var minion = await MinionUnderTest.StartAsync("return_max: 1MiB");
        var stream = await minion.Hub.StreamAsync(0);

        var whole = await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "head -c 700000 /dev/zero | tr '\\0' x"));
        var cut = await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "echo begin; head -c 3000000 /dev/zero | tr '\\0' x; echo end"));

        Assert.Multiple(() =>
        {
            Assert.That(whole.Ret!.GetValue<string>(), Has.Length.EqualTo(700_000));
            Assert.That(whole.Head.Size, Is.EqualTo(700_002));
            Assert.That(cut.Ret!.GetValue<string>(), Does.StartWith("begin\nx").And.EndsWith("end").And.Contains("left out"));
            Assert.That(cut.Head.Size, Is.LessThanOrEqualTo(1 << 20));
            Assert.That(cut.Head.OutputBytes, Is.EqualTo(3_000_010));
        });
    }

    [Test]
    public async Task A_childs_environment_has_nothing_of_the_daemons_own()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);

        var (_, ret) = await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "env"));

        var names = ret!.GetValue<string>().Split('\n').Select(line => line.Split('=')[0]).ToList();
        Assert.That(names, Has.Member("PATH"));
        Assert.That(names.Where(name => name.StartsWith("DOTNET_") || name.StartsWith("WATCHDOG_") || name == "NOTIFY_SOCKET"), Is.Empty);
    }

    [Test]
    public async Task Returns_wait_for_credit()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        await minion.Hub.StreamAsync(0);
        minion.Hub.Answer = () => FakeHub.Welcome(TimeSpan.FromSeconds(15), credit: 1);
        minion.Hub.CutAll();
        var stream = await minion.Hub.StreamAsync(1);
        var (first, second) = (minion.Job("test.ping"), minion.Job("test.echo", "two"));

        await stream.OfferAsync(first);
        await stream.ReturnAsync(first);
        await stream.OfferAsync(second);
        var third = minion.Job("cmd.run", "true");
        await MinionUnderTest.RunAsync(stream, third);
        Assert.That(stream.Received.Where(message => message.Return?.Jid == second.Jid), Is.Empty);

        await stream.SendAsync(new V1.MasterMessage { Credit = new V1.Credit { Returns = 2 } });

        Assert.That((await stream.ReturnAsync(second)).Ret!.GetValue<string>(), Is.EqualTo("two"));
        Assert.That((await stream.ReturnAsync(third)).Head.State, Is.EqualTo("succeeded"));
    }
}
