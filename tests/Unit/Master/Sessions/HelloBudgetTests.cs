using Salt.Master.Sessions;

namespace Salt.Tests.Unit.Master.Sessions;

public class HelloBudgetTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);

    [Test]
    public void A_burst_comes_in_at_once_and_the_rest_is_told_to_come_back()
    {
        var budget = new HelloBudget(perSecond: 10, burst: 5);

        var answers = Enumerable.Range(0, 8).Select(_ => budget.Ask(Start)).ToList();

        Assert.That(answers.Count(a => a is null), Is.EqualTo(5));
        Assert.That(answers[5..], Has.None.Null);
    }

    [Test]
    public void Those_who_are_sent_away_get_a_moment_each()
    {
        var budget = new HelloBudget(perSecond: 10, burst: 1);
        budget.Ask(Start);

        var waits = Enumerable.Range(0, 20).Select(_ => budget.Ask(Start)!.Value).ToList();

        Assert.That(waits, Is.Unique);
        Assert.That(waits, Is.Ordered);
        Assert.That(waits[^1], Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void Over_time_as_many_come_in_as_the_rate_says()
    {
        var budget = new HelloBudget(perSecond: 10, burst: 5);
        var admitted = 0;
        for (var ms = 0; ms < 10_000; ms += 10)
        {
            if (budget.Ask(Start + TimeSpan.FromMilliseconds(ms)) is null) admitted++;
        }

        Assert.That(admitted, Is.InRange(103, 106), "100 by the rate, 5 by the burst");
    }

    [Test]
    public void A_quiet_time_fills_the_burst_again_and_no_more()
    {
        var budget = new HelloBudget(perSecond: 10, burst: 5);
        for (var i = 0; i < 5; i++) budget.Ask(Start);

        var later = Start + TimeSpan.FromHours(1);
        var admitted = Enumerable.Range(0, 10).Count(_ => budget.Ask(later) is null);

        Assert.That(admitted, Is.EqualTo(5));
    }
}
