using Salt.Minion.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

/// <summary>Which returns of scheduled runs are given up when the master stays away.</summary>
internal sealed class ScheduledReturnsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);

    [Test]
    public void Nothing_is_given_up_while_there_is_room()
    {
        var returns = Of(4, 8, JobState.Succeeded, JobState.Succeeded, JobState.Failed, JobState.Succeeded, JobState.Succeeded);

        Assert.That(returns.GiveUp(), Is.Empty);
    }

    [Test]
    public void The_oldest_half_of_the_successes_goes_first()
    {
        var returns = Of(4, 8, JobState.Failed, JobState.Succeeded, JobState.Succeeded, JobState.Succeeded, JobState.Succeeded, JobState.Succeeded);

        Assert.That(returns.GiveUp(), Is.EqualTo(new[] { (JidAt(1), "job"), (JidAt(2), "job") }));
        Assert.That(returns.Count, Is.EqualTo(4));
        Assert.That(returns.GiveUp(), Is.Empty, "there is room again");
    }

    [Test]
    public void Failures_go_only_when_there_are_too_many_of_all()
    {
        var returns = Of(4, 6, [.. Enumerable.Repeat(JobState.Failed, 7)]);

        Assert.That(returns.GiveUp().Select(entry => entry.Jid), Is.EqualTo(new[] { JidAt(0), JidAt(1), JidAt(2) }));
    }

    [Test]
    public void What_tells_of_the_loss_is_never_given_up()
    {
        var returns = new ScheduledReturns(successes: 2, all: 4);
        for (var i = 0; i < 5; i++) returns.Add(JidAt(i), "", JobState.Failed, isNote: true);

        Assert.That(returns.GiveUp(), Is.Empty);
    }

    [Test]
    public void What_the_master_has_makes_room()
    {
        var returns = Of(2, 8, JobState.Succeeded, JobState.Succeeded, JobState.Succeeded);

        returns.Remove(JidAt(0));

        Assert.That(returns.GiveUp(), Is.Empty);
    }

    private static ScheduledReturns Of(int successes, int all, params JobState[] ends)
    {
        var returns = new ScheduledReturns(successes, all);
        for (var i = 0; i < ends.Length; i++) returns.Add(JidAt(i), "job", ends[i], isNote: false);
        return returns;
    }

    private static Jid JidAt(int seconds) => Jid.At(Start.AddSeconds(seconds));
}
