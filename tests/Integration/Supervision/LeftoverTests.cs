using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

[TestFixture(false)]
[TestFixture(true)]
public sealed class LeftoverTests(bool noCgroup)
{
    private TestMinion _minion = null!;

    [SetUp]
    public void SetUp() => _minion = new TestMinion(noCgroup);

    [TearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task A_descendant_left_behind_is_left_alone_and_counted_and_a_later_kill_reaches_it()
    {
        var mark = $"nohup-{Environment.ProcessId}-{noCgroup}";
        var plan = _minion.Accept($"export MARK={mark}; nohup setsid sleep 300 >/dev/null 2>&1 & echo done");
        var end = await _minion.RunAsync(plan);
        await _minion.Client.AcknowledgeAsync(plan.Jid, Wait.Token);
        var left = Processes.WithVariable($"MARK={mark}");
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Succeeded));
            Assert.That(end.LeftRunning, Is.EqualTo(1));
            Assert.That(left, Has.Count.EqualTo(1));
        });

        var outcome = await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
        await Wait.UntilAsync(() => !Processes.IsAlive(left[0]), () => $"{left[0]} still runs");
        Assert.That(outcome.Pid, Is.Positive);
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task A_descendant_left_behind_ends_with_TERM_and_the_grace_too()
    {
        var mark = $"deaf-{Environment.ProcessId}-{noCgroup}";
        var plan = _minion.Accept($"export MARK={mark}; (trap '' TERM; touch up; while :; do sleep 0.1; done) >/dev/null 2>&1 & until [ -e up ]; do sleep 0.01; done") with
        {
            Grace = TimeSpan.FromMilliseconds(100),
        };
        await _minion.RunAsync(plan);
        await _minion.Client.SignalAsync(plan.Jid, 15, "alice", Wait.Token);
        await Wait.UntilAsync(() => Processes.WithVariable($"MARK={mark}").Count == 0, () => "it still runs");
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task A_descendant_left_behind_that_ends_by_itself_leaves_no_zombie_and_no_cgroup()
    {
        var plan = _minion.Accept("(until [ -e go ]; do sleep 0.01; done) & true");
        var end = await _minion.RunAsync(plan);
        Assert.That(end.LeftRunning, Is.Positive);
        await File.WriteAllTextAsync(Path.Combine(plan.Directory, "go"), "");
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task A_kill_reaches_what_was_left_behind_under_an_earlier_supervisor()
    {
        var mark = $"earlier-{Environment.ProcessId}-{noCgroup}";
        var plan = _minion.Accept($"export MARK={mark}; setsid sleep 300 >/dev/null 2>&1 & true");
        await _minion.RunAsync(plan);
        await _minion.Client.AcknowledgeAsync(plan.Jid, Wait.Token);
        await _minion.KillSupervisorAsync();
        await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
        await Wait.UntilAsync(() => Processes.WithVariable($"MARK={mark}").Count == 0, () => "it still runs");
    }

    [Test]
    public async Task What_was_left_behind_under_an_earlier_supervisor_leaves_no_cgroup_when_it_ends()
    {
        var plan = _minion.Accept("(until [ -e go ]; do sleep 0.01; done) & true");
        await _minion.RunAsync(plan);
        await File.WriteAllTextAsync(new JobFolder(plan.Folder).Return, "of no interest to a supervisor, but that it is there");
        await _minion.Client.AcknowledgeAsync(plan.Jid, Wait.Token);
        await _minion.KillSupervisorAsync();
        await _minion.Client.ListAsync(Wait.Token);
        await File.WriteAllTextAsync(Path.Combine(plan.Directory, "go"), "");
        await AssertNothingIsLeftAsync();
    }

    private async Task AssertNothingIsLeftAsync()
    {
        await Wait.UntilAsync(
            () => Processes.ChildrenOf(_minion.SupervisorPid).Count == 0,
            () => string.Join('\n', Processes.ChildrenOf(_minion.SupervisorPid)));
        await Wait.UntilAsync(() => _minion.Cgroups().Count == 0, () => string.Join('\n', _minion.Cgroups()));
    }
}
