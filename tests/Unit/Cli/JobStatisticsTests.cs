using Salt.Cli.Jobs;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

public class JobStatisticsTests
{
    [Test]
    public void States_are_counted_and_the_rate_is_of_those_that_ended()
    {
        var statistics = Of(Ended("a", "succeeded", 1), Ended("b", "failed", 2), Running("c", 3), Ended("d", "succeeded", 4));

        Assert.Multiple(() =>
        {
            Assert.That(statistics.States, Is.EqualTo(new[] { (JobState.Running, 1), (JobState.Succeeded, 2), (JobState.Failed, 1) }));
            Assert.That((statistics.Targets, statistics.Ended, statistics.Succeeded), Is.EqualTo((4, 3, 2)));
            Assert.That(statistics.SuccessRate, Is.EqualTo(2.0 / 3));
            Assert.That(statistics.Seconds, Is.EqualTo(new[] { 1.0, 2, 4 }));
        });
    }

    [Test]
    public void The_slowest_are_named_and_those_that_still_run_among_them()
    {
        var statistics = Of(Ended("a", "succeeded", 1), Running("b", 9), Ended("c", "killed", 5));

        Assert.That(statistics.Slowest, Is.EqualTo(new[] { new HostTime("b", JobState.Running, 9), new HostTime("c", JobState.Killed, 5) }));
    }

    [Test]
    public void What_never_started_took_no_time()
    {
        var undelivered = new TargetView { Minion = "a", State = "undelivered", OfferedUs = 1, EndedUs = 3_000_000, StoredUs = 3_000_001 };

        var statistics = Of(undelivered);

        Assert.That((statistics.Seconds.Count, statistics.SuccessRate), Is.EqualTo((0, (double?)0)));
    }

    [Test]
    public void What_a_daemon_answers_by_itself_took_from_the_offer_to_the_record()
    {
        var ping = new TargetView { Minion = "a", State = "succeeded", OfferedUs = 1_000_000, StoredUs = 1_500_000 };

        Assert.That(Of(ping).Seconds, Is.EqualTo(new[] { 0.5 }));
    }

    [Test]
    public void Before_anything_ended_there_is_no_rate() => Assert.That(Of(Running("a", 1)).SuccessRate, Is.Null);

    [TestCase("succeeded succeeded running queued", "[###############...............] 2 of 4 ended: 1 queued, 1 running, 2 succeeded")]
    [TestCase("timed_out", "[##############################] 1 of 1 ended: 1 timed out")]
    [TestCase("queued", "[..............................] 0 of 1 ended: 1 queued")]
    public void The_bar_is_as_long_as_what_has_ended(string states, string bar) =>
        Assert.That(Progress.Bar([.. states.Split(' ').Select(JobStates.Parse)]), Is.EqualTo(bar));

    private static JobStatistics Of(params TargetView[] targets) => JobStatistics.Of(targets, slowest: 2, nowUs: 100_000_000);

    private static TargetView Ended(string minion, string state, int seconds) =>
        new() { Minion = minion, State = state, StartedUs = 1_000_000, EndedUs = (1 + seconds) * 1_000_000L };

    private static TargetView Running(string minion, int seconds) =>
        new() { Minion = minion, State = "running", StartedUs = (100 - seconds) * 1_000_000L };
}
