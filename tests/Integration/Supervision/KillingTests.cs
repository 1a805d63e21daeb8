using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

public sealed class KillingTests
{
    private TestMinion _minion = null!;

    [SetUp]
    public void SetUp() => _minion = new TestMinion();

    [TearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [TestCase(20)]
    [TestCase(100, Explicit = true, Reason = "the same, for longer")]
    public async Task A_killed_tree_leaves_nothing_however_it_forks(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var mark = $"kill-{Environment.ProcessId}-{i}";
            var plan = await StartNastyAsync(mark);
            var outcome = await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
            var end = await _minion.EndOfAsync(plan.Jid);
            Assert.Multiple(() =>
            {
                Assert.That(Processes.WithVariable($"{NastyPayload.Variable}={mark}"), Is.Empty);
                Assert.That(outcome.Pid, Is.Positive);
                Assert.That(end.State, Is.EqualTo(JobState.Killed));
                Assert.That(end.Signal, Is.EqualTo(9));
                Assert.That(end.By, Is.EqualTo("alice"));
                Assert.That(end.ExitCode, Is.EqualTo(137));
                Assert.That(end.Reason, Does.Contain("alice"));
                Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("nasty\n"));
            });
        }
    }

    /// <summary>The root process may not have joined its cgroup yet.</summary>
    [TestCase(9)]
    [TestCase(15)]
    [TestCase(10)]
    public async Task A_signal_that_follows_the_start_at_once_reaches_the_job(int signal)
    {
        for (var i = 0; i < 20; i++)
        {
            var plan = _minion.Accept("exec sleep 600") with { Grace = TimeSpan.FromMinutes(5) };
            await _minion.StartAsync(plan);
            await _minion.Client.SignalAsync(plan.Jid, signal, "alice", Wait.Token);
            var end = await _minion.EndOfAsync(plan.Jid);
            Assert.That((end.State, end.Signal), Is.EqualTo((JobState.Killed, signal)), $"job {i}");
        }
    }

    [Test]
    public async Task A_terminated_tree_leaves_nothing_once_the_grace_has_passed()
    {
        var mark = $"term-{Environment.ProcessId}";
        var plan = await StartNastyAsync(mark, TimeSpan.FromMilliseconds(300));
        await _minion.Client.SignalAsync(plan.Jid, 15, "alice", Wait.Token);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That(Processes.WithVariable($"{NastyPayload.Variable}={mark}"), Is.Empty);
            Assert.That(end.State, Is.EqualTo(JobState.Killed));
            Assert.That(end.Signal, Is.EqualTo(15));
            Assert.That(end.By, Is.EqualTo("alice"));
        });
    }

    [Test]
    public async Task A_limit_ends_the_whole_tree_in_the_words_of_Salt()
    {
        var mark = $"limit-{Environment.ProcessId}";
        var plan = Nasty(mark, TimeSpan.FromMilliseconds(100)) with { Limit = TimeSpan.FromSeconds(3) };
        var end = await _minion.RunAsync(plan);
        Assert.Multiple(() =>
        {
            Assert.That(Processes.WithVariable($"{NastyPayload.Variable}={mark}"), Is.Empty);
            Assert.That(end.State, Is.EqualTo(JobState.TimedOut));
            Assert.That(end.Reason, Is.EqualTo("Task execution timed out, limit is: 3 second(s)"));
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("nasty\n"));
        });
    }

    [Test]
    public async Task A_root_that_obeys_TERM_ends_the_job_at_once_if_it_was_alone()
    {
        var plan = _minion.Accept("trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.01; done");
        await StartAndAwaitOutputAsync(plan, "up\n");
        await _minion.Client.SignalAsync(plan.Jid, 15, "alice", Wait.Token);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Killed));
            Assert.That(end.ExitCode, Is.EqualTo(7));
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("up\nbye\n"));
        });
    }

    [Test]
    public async Task A_root_that_obeys_TERM_waits_for_descendants_that_do_not_until_the_grace_ends()
    {
        var plan = _minion.Accept("(trap '' TERM; echo up; while :; do sleep 0.01; done) & wait") with
        {
            Grace = TimeSpan.FromMilliseconds(400),
        };
        await StartAndAwaitOutputAsync(plan, "up\n");
        var began = TimeProvider.System.GetTimestamp();
        await _minion.Client.SignalAsync(plan.Jid, 15, "alice", Wait.Token);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That(TimeProvider.System.GetElapsedTime(began), Is.GreaterThan(plan.Grace));
            Assert.That(end.State, Is.EqualTo(JobState.Killed));
            Assert.That(end.ExitCode, Is.EqualTo(143));
        });
    }

    [TestCase(10)]
    [TestCase(2)]
    public async Task A_signal_that_the_root_dies_of_has_killed_the_job_and_takes_the_rest_along(int signal)
    {
        var mark = $"signal-{Environment.ProcessId}-{signal}";
        var plan = _minion.Accept($"export MARK={mark}; trap - {signal}; (trap '' {signal}; echo up; while :; do sleep 0.01; done) & wait");
        await StartAndAwaitOutputAsync(plan, "up\n");
        await _minion.Client.SignalAsync(plan.Jid, signal, "bob", Wait.Token);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That(Processes.WithVariable($"MARK={mark}"), Is.Empty);
            Assert.That(end.State, Is.EqualTo(JobState.Killed));
            Assert.That(end.Signal, Is.EqualTo(signal));
            Assert.That(end.By, Is.EqualTo("bob"));
        });
    }

    [Test]
    public async Task A_signal_reaches_every_member_and_a_job_that_handles_it_goes_on()
    {
        var plan = _minion.Accept(
            "trap 'echo root' USR1; setsid sh -c \"trap 'echo child' USR1; echo up; while :; do sleep 0.01; done\" & " +
            "until [ -e go ]; do sleep 0.01; done");
        await StartAndAwaitOutputAsync(plan, "up\n");
        await _minion.Client.SignalAsync(plan.Jid, 10, "bob", Wait.Token);
        await Wait.UntilAsync(
            () => TestMinion.OutputNow(plan) is var text && text.Contains("root\n", StringComparison.Ordinal) && text.Contains("child\n", StringComparison.Ordinal),
            () => TestMinion.OutputNow(plan));
        await File.WriteAllTextAsync(Path.Combine(plan.Directory, "go"), "");
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Succeeded));
            Assert.That(end.LeftRunning, Is.Positive);
        });
    }

    [Test]
    public async Task A_signal_to_a_job_that_is_unknown_or_has_ended_finds_nobody()
    {
        var plan = _minion.Accept("true");
        await _minion.RunAsync(plan);
        Assert.Multiple(async () =>
        {
            Assert.That((await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token)).Pid, Is.Zero);
            Assert.That((await _minion.Client.SignalAsync(plan.Jid.Next(), 9, "alice", Wait.Token)).Pid, Is.Zero);
        });
    }

    [Test]
    public async Task No_zombie_and_no_cgroup_is_left_when_all_is_over()
    {
        var plan = await StartNastyAsync($"zombies-{Environment.ProcessId}");
        await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
        await _minion.EndOfAsync(plan.Jid);
        var start = StatusFile.Read(new JobFolder(plan.Folder).Status).Start;
        Assert.That(start?.Cgroup, Does.EndWith($"/{_minion.Options.CgroupName}/{plan.Jid}"));
        await Wait.UntilAsync(
            () => Processes.ChildrenOf(_minion.SupervisorPid).Count == 0,
            () => string.Join('\n', Processes.ChildrenOf(_minion.SupervisorPid)));
        Assert.That(_minion.Cgroups(), Is.Empty);
    }

    private LaunchPlan Nasty(string mark, TimeSpan? grace = null) => _minion.Accept(NastyPayload.Command(mark)) with
    {
        Grace = grace ?? TimeSpan.FromSeconds(10),
    };

    private async Task<LaunchPlan> StartNastyAsync(string mark, TimeSpan? grace = null)
    {
        var plan = Nasty(mark, grace);
        await StartAndAwaitOutputAsync(plan, "nasty\n");
        return plan;
    }

    private async Task StartAndAwaitOutputAsync(LaunchPlan plan, string output)
    {
        await _minion.StartAsync(plan);
        await Wait.UntilAsync(() => TestMinion.OutputNow(plan) == output, () => TestMinion.OutputNow(plan));
    }
}
