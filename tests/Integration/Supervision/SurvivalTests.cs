using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Native;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

public sealed class SurvivalTests
{
    private TestMinion _minion = null!;

    [SetUp]
    public void SetUp() => _minion = new TestMinion();

    [TearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task A_job_goes_on_without_its_daemon_and_the_next_one_is_told()
    {
        var plan = _minion.Accept("echo before; until [ -e go ]; do sleep 0.01; done; echo after; exit 5");
        var start = await _minion.StartAsync(plan);
        await _minion.StopDaemonAsync();
        _minion.StartDaemon();

        var running = await _minion.Client.ListAsync(Wait.Token);
        Assert.That(running.Single().Start, Is.EqualTo(start));
        await File.WriteAllTextAsync(Path.Combine(plan.Directory, "go"), "");
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That((end.State, end.ExitCode), Is.EqualTo((JobState.Failed, 5)));
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("before\nafter\n"));
        });
    }

    [Test]
    public async Task An_end_without_a_daemon_comes_with_the_next_one_until_it_is_acknowledged()
    {
        var plan = _minion.Accept("until [ -e go ]; do sleep 0.01; done");
        await _minion.StartAsync(plan);
        await _minion.StopDaemonAsync();
        await File.WriteAllTextAsync(Path.Combine(plan.Directory, "go"), "");
        _minion.StartDaemon();
        var first = await _minion.EndOfAsync(plan.Jid);
        await _minion.StopDaemonAsync();
        _minion.StartDaemon();
        var second = await _minion.EndOfAsync(plan.Jid);
        await _minion.Client.AcknowledgeAsync(plan.Jid, Wait.Token);
        await _minion.Client.ListAsync(Wait.Token);
        await _minion.StopDaemonAsync();
        _minion.StartDaemon();
        await _minion.Client.ListAsync(Wait.Token);
        Assert.Multiple(() =>
        {
            Assert.That(second, Is.EqualTo(first));
            Assert.That(_minion.Client.Reports.TryRead(out _), Is.False);
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_supervisor_that_dies_loses_its_jobs_and_the_next_one_kills_what_is_left_of_them(bool noCgroup)
    {
        await using var minion = new TestMinion(noCgroup);
        var mark = $"lost-{Environment.ProcessId}-{noCgroup}";
        var plan = minion.Accept(
            $"export MARK={mark}; setsid sh -c 'trap \"\" TERM PIPE; while :; do sleep 0.1; done' & echo up; while :; do sleep 0.1; done");
        await minion.StartAsync(plan);
        await Wait.UntilAsync(
            () => TestMinion.OutputNow(plan) == "up\n" && Processes.WithVariable($"MARK={mark}").Count >= 2,
            () => TestMinion.OutputNow(plan));
        await minion.KillSupervisorAsync();
        var end = await minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That((end.State, end.Reason), Is.EqualTo((JobState.Lost, "supervisor died")));
            Assert.That(end.ExitCode, Is.EqualTo(-1));
            Assert.That(end.StdoutBytes, Is.EqualTo(3));
            Assert.That(Processes.WithVariable($"MARK={mark}"), Is.Empty);
            Assert.That(StatusFile.Read(new JobFolder(plan.Folder).Status).End, Is.EqualTo(end));
            Assert.That(minion.Cgroups(), Is.Empty);
        });
    }

    [Test]
    public async Task A_job_of_another_boot_is_lost_and_the_process_that_has_its_pid_now_is_not_touched()
    {
        await _minion.StopAllAsync();
        var plan = _minion.Accept("true");
        var own = Environment.ProcessId;
        using (StatusFile.Begin(new JobFolder(plan.Folder).Status, new StartRecord(own, 1, "another-boot", "", Started))) { }
        _minion.StartDaemon();
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.That((end.State, end.Reason), Is.EqualTo((JobState.Lost, "the machine rebooted")));
    }

    [Test]
    public async Task A_job_whose_records_are_torn_is_lost_and_never_started_again()
    {
        await _minion.StopAllAsync();
        var plan = _minion.Accept("echo x >>ran");
        var status = new JobFolder(plan.Folder).Status;
        await using (var file = new FileStream(status, FileMode.Open)) file.Write("torn"u8);
        _minion.StartDaemon();
        var end = await _minion.EndOfAsync(plan.Jid);
        await _minion.Client.StartAsync(plan, Wait.Token);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Lost));
            Assert.That(File.Exists(Path.Combine(plan.Directory, "ran")), Is.False);
        });
    }

    [Test]
    public async Task A_job_without_a_reserved_status_file_is_not_started()
    {
        var plan = _minion.Accept("echo x >>ran");
        File.Delete(new JobFolder(plan.Folder).Status);
        Assert.That(
            async () => await _minion.Client.StartAsync(plan, Wait.Token),
            Throws.Exception.With.Message.Contains("status"));
        Assert.That(File.Exists(Path.Combine(plan.Directory, "ran")), Is.False);
    }

    [Test]
    public async Task All_jobs_end_by_shutdown_when_the_supervisor_is_told_to()
    {
        var plan = _minion.Accept("while :; do sleep 0.1; done");
        await _minion.StartAsync(plan);
        _ = Libc.Kill(_minion.SupervisorPid, Libc.SIGTERM);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.That((end.State, end.Signal, end.By), Is.EqualTo((JobState.Killed, 15, "shutdown")));
    }

    [Test]
    public async Task All_jobs_end_by_shutdown_when_the_daemon_asks()
    {
        var plans = Enumerable.Range(0, 5).Select(_ => _minion.Accept("while :; do sleep 0.1; done")).ToList();
        foreach (var plan in plans) await _minion.StartAsync(plan);
        await _minion.Client.EndAllAsync(Wait.Token);
        Assert.Multiple(() =>
        {
            foreach (var plan in plans)
            {
                var end = StatusFile.Read(new JobFolder(plan.Folder).Status).End;
                Assert.That((end?.State, end?.By), Is.EqualTo((JobState.Killed, "shutdown")));
            }
        });
    }

    [Test]
    public async Task A_supervisor_with_nothing_to_do_and_no_daemon_ends_by_itself()
    {
        await _minion.RunAsync(_minion.Accept("true"));
        var supervisor = _minion.SupervisorPid;
        Assert.That(Directory.Exists(_minion.CgroupHome), Is.True);
        await _minion.StopDaemonAsync();
        await Wait.UntilAsync(() => !Processes.IsAlive(supervisor), () => _minion.Log);
        Assert.That(Directory.Exists(_minion.CgroupHome), Is.False, "nothing of it stays in the cgroup tree");
        _minion.StartDaemon();
        await _minion.RunAsync(_minion.Accept("true"));
        Assert.That(_minion.SupervisorPid, Is.Not.EqualTo(supervisor));
    }

    [Test]
    public async Task A_second_supervisor_of_the_same_minion_leaves_at_once()
    {
        await _minion.RunAsync(_minion.Accept("true"));
        var supervisor = _minion.SupervisorPid;
        await SupervisorStarter.StartAsync(_minion.Options, Wait.Token);
        Assert.That(_minion.SupervisorPid, Is.EqualTo(supervisor));
        await _minion.RunAsync(_minion.Accept("true"));
    }

    private static DateTimeOffset Started => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
