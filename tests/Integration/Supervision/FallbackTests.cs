using System.Globalization;
using Salt.Minion.Supervision.Native;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

/// <summary>Killing without a cgroup: nothing is left, or the job says what is.</summary>
public sealed class FallbackTests
{
    private TestMinion _minion = null!;

    [OneTimeSetUp]
    public void SetUp() => _minion = new TestMinion(noCgroup: true);

    [OneTimeTearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [TestCase(10)]
    [TestCase(100, Explicit = true, Reason = "the same, for longer")]
    public async Task A_killed_tree_leaves_nothing_that_the_job_does_not_name(int times)
    {
        var survived = 0;
        for (var i = 0; i < times; i++)
        {
            var mark = $"fallback-{Environment.ProcessId}-{i}";
            var plan = _minion.Accept(NastyPayload.Command(mark));
            await _minion.StartAsync(plan);
            await Wait.UntilAsync(() => TestMinion.OutputNow(plan) == "nasty\n", () => TestMinion.OutputNow(plan));
            await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
            var end = await _minion.EndOfAsync(plan.Jid);
            var left = Processes.WithVariable($"{NastyPayload.Variable}={mark}");
            Assert.That(end.State, Is.EqualTo(JobState.Killed));
            if (left.Count == 0) continue;
            survived++;
            Assert.That(end.Reason, Does.Contain("could not be killed"));
        }

        TestContext.Out.WriteLine($"of {times} trees {survived} left something, and said so");
    }

    [Test]
    public async Task A_process_that_hides_from_the_walk_is_named_as_one_that_may_be_the_jobs()
    {
        var other = _minion.Accept("while :; do sleep 0.1; done");
        await _minion.StartAsync(other);
        var plan = _minion.Accept("(env -i setsid sh -c 'echo $$; exec sleep 300' &) ; while :; do sleep 0.1; done");
        await _minion.StartAsync(plan);
        await Wait.UntilAsync(() => TestMinion.OutputNow(plan).Length > 0, () => "it did not start");

        // Orphaned, in a session of its own and with no mark: nothing tells whose it is.
        var hidden = int.Parse(TestMinion.OutputNow(plan), CultureInfo.InvariantCulture);
        await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
        var end = await _minion.EndOfAsync(plan.Jid);
        await _minion.Client.SignalAsync(other.Jid, 9, "alice", Wait.Token);
        _ = Libc.Kill(hidden, Libc.SIGKILL);
        Assert.That(end.Reason, Does.Contain($"may be of this job and still run: {hidden} ("), end.ToString());
    }

    [Test]
    public async Task A_limit_ends_the_whole_tree()
    {
        var mark = $"fallback-limit-{Environment.ProcessId}";
        var plan = _minion.Accept(NastyPayload.Command(mark)) with { Limit = TimeSpan.FromSeconds(2), Grace = TimeSpan.FromMilliseconds(100) };
        await _minion.StartAsync(plan);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.That(end.State, Is.EqualTo(JobState.TimedOut));
        Assert.That(end.Reason, Does.StartWith("Task execution timed out, limit is: 2 second(s)"));
        if (Processes.WithVariable($"{NastyPayload.Variable}={mark}").Count > 0) Assert.That(end.Reason, Does.Contain("could not be killed"));
    }

    [Test]
    public async Task The_supervisor_says_once_which_way_it_takes()
    {
        await _minion.RunAsync(_minion.Accept("true"));
        Assert.That(_minion.Log.Split("no cgroups: descendants are found in /proc"), Has.Length.EqualTo(2));
    }
}
