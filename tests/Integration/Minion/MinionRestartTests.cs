using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Minion;

public sealed class MinionRestartTests
{
    [Test]
    public async Task A_job_outlives_a_daemon_that_is_killed_and_is_returned_by_the_next()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"echo begin; while [ ! -e {minion.Root}/go ]; do sleep 0.05; done; echo end; exit 4");
        var running = await MinionUnderTest.RunAsync(stream, job);

        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        await Eventually.ReachesAsync("adoption", () => File.Exists(minion.ProcFile(job)), exists => exists);
        var held = next.Hello.Jobs.Single();
        var find = minion.Job("saltutil.find_job", job.Jid);
        await next.OfferAsync(find);
        var found = (await next.ReturnAsync(find)).Ret!;
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        var (head, ret) = await next.ReturnAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That((held.Jid, held.State, held.Pid), Is.EqualTo((job.Jid, "running", running.Pid)));
            Assert.That(found["pid"]!.GetValue<int>(), Is.EqualTo(running.Pid));
            Assert.That((head.State, head.Retcode, head.Pid), Is.EqualTo(("failed", 4, running.Pid)));
            Assert.That(ret!.GetValue<string>(), Is.EqualTo("begin\nend"));
        });
    }

    [Test]
    public async Task A_job_that_ends_while_no_daemon_is_there_is_returned_by_the_next()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"while [ ! -e {minion.Root}/go ]; do sleep 0.05; done; echo done; touch {minion.Root}/gone");
        await MinionUnderTest.RunAsync(stream, job);

        await minion.Daemon.KillAsync();
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        await Eventually.ReachesAsync("the job's end", () => File.Exists($"{minion.Root}/gone"), exists => exists);
        minion.StartDaemon();
        var (head, ret) = await (await minion.Hub.StreamAsync(1)).ReturnAsync(job);

        Assert.That(head.State, Is.EqualTo("succeeded"));
        Assert.That(ret!.GetValue<string>(), Is.EqualTo("done"));
    }

    [Test]
    public async Task An_accepted_job_is_still_accepted_after_the_daemon_was_killed_and_starts_when_granted()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo started");
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");

        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        Assert.That(next.Hello.Jobs.Select(held => (held.Jid, held.State)), Is.EqualTo(new[] { (job.Jid, "accepted") }));
        await next.StartAsync(job);

        Assert.That((await next.ReturnAsync(job)).Ret!.GetValue<string>(), Is.EqualTo("started"));
    }

    [Test]
    public async Task A_return_is_sent_again_until_it_is_stored()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo once");
        await MinionUnderTest.FinishAsync(stream, job);

        await minion.StopMasterAsync();
        await minion.StartMasterAsync();
        var second = await minion.Hub.StreamAsync(1);
        await second.ReturnAsync(job);
        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var third = await minion.Hub.StreamAsync(2);
        var (head, ret) = await third.ReturnAsync(job);
        await third.StoredAsync(job);
        await Eventually.ReachesAsync("the mark", () => File.Exists(Path.Combine(minion.JobFolder(job), "stored")), exists => exists);
        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var fourth = await minion.Hub.StreamAsync(3);

        Assert.Multiple(() =>
        {
            Assert.That(second.Hello.Jobs.Single().State, Is.EqualTo("succeeded"));
            Assert.That(third.Hello.Jobs.Single().State, Is.EqualTo("succeeded"));
            Assert.That(head.State, Is.EqualTo("succeeded"));
            Assert.That(ret!.GetValue<string>(), Is.EqualTo("once"));
            Assert.That(fourth.Hello.Jobs, Is.Empty);
        });
    }

    [Test]
    public async Task A_damaged_job_is_set_aside_and_reported_lost_and_the_others_go_on()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var (damaged, sound) = (minion.Job("cmd.run", "true"), minion.Job("cmd.run", "echo sound"));
        foreach (var job in new[] { damaged, sound })
        {
            await stream.OfferAsync(job);
            await stream.UpdateAsync(job, "accepted");
        }

        await minion.Daemon.KillAsync();
        await File.WriteAllTextAsync(Path.Combine(minion.JobFolder(damaged), "job.json"), """{"format":1,"iss""");
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        var (head, _) = await next.ReturnAsync(damaged);
        await next.StartAsync(sound);
        var second = await next.ReturnAsync(sound);

        Assert.Multiple(() =>
        {
            Assert.That(head.State, Is.EqualTo("lost"));
            Assert.That(next.Received.Single(message => message.Return?.Jid == damaged.Jid).Return.Issuer, Is.EqualTo("master"));
            Assert.That(second.Ret!.GetValue<string>(), Is.EqualTo("sound"));
            Assert.That(Directory.Exists(Path.Combine(minion.Cache, "damaged", damaged.Jid)), Is.True);
            Assert.That(minion.Daemon.Error.ToString(), Does.Contain("is damaged on disk, set aside at"));
        });
    }

    [Test]
    public async Task A_damaged_return_is_made_again()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo again");
        await MinionUnderTest.FinishAsync(stream, job);

        await minion.Daemon.KillAsync();
        var file = Path.Combine(minion.JobFolder(job), "return.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..40]);
        minion.StartDaemon();
        var (head, ret) = await (await minion.Hub.StreamAsync(1)).ReturnAsync(job);

        Assert.That(head.State, Is.EqualTo("succeeded"));
        Assert.That(ret!.GetValue<string>(), Is.EqualTo("again"));
    }

    [Test]
    public async Task A_stop_leaves_jobs_running_and_end_jobs_ends_them_as_killed_by_shutdown()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo begin; sleep 60");
        var running = await MinionUnderTest.RunAsync(stream, job);
        await minion.Daemon.StopAsync();
        Assert.That(IsAlive(running.Pid), Is.True);
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);

        using var end = RunningProgram.Start(Programs.Minion, minion.Root, "end-jobs", "--root", minion.Root);
        var exit = await end.WaitAsync();
        var (head, ret) = await next.ReturnAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.Zero);
            Assert.That((head.State, head.By), Is.EqualTo(("killed", "shutdown")));
            Assert.That(ret!.GetValue<string>(), Is.EqualTo("begin"));
        });
    }

    [Test]
    public async Task An_accepted_job_is_lost_when_the_machine_has_rebooted_since()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"touch {minion.Root}/started");
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");

        await minion.Daemon.KillAsync();
        var file = Path.Combine(minion.JobFolder(job), "job.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(stream.Hello.BootId, "another-boot"));
        minion.StartDaemon();
        var next = await minion.Hub.StreamAsync(1);
        var (head, _) = await next.ReturnAsync(job);

        Assert.That((head.State, head.Reason, head.StartedUs), Is.EqualTo(("lost", "the machine rebooted", 0L)));
        Assert.That(File.Exists($"{minion.Root}/started"), Is.False);
    }

    [Test]
    public async Task A_job_whose_supervisor_was_killed_is_lost()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo begin; sleep 60");
        var running = await MinionUnderTest.RunAsync(stream, job);
        await Eventually.ReachesAsync("output", () => minion.OutputOf(job), text => text == "begin\n");

        Signals.Send(minion.SupervisorPid, Signals.Kill);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(head.State, Is.EqualTo("lost"));
            Assert.That(head.Reason, Does.Contain("supervisor"));
            Assert.That(ret!.GetValue<string>(), Is.EqualTo("begin"));
            Assert.That(head.Retcode, Is.EqualTo(1));
            Assert.That(IsAlive(running.Pid), Is.False);
        });
    }

    /// <summary>A process that nobody has reaped yet is dead all the same.</summary>
    private static bool IsAlive(int pid)
    {
        var status = new FileInfo($"/proc/{pid}/status");
        return status.Exists && !File.ReadAllText(status.FullName).Contains("State:\tZ");
    }
}
