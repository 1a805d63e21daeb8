using Salt.Minion.Link;

namespace Salt.Tests.Unit.Minion.Link;

public sealed class ReconnectPolicyTests
{
    [TestCase(1, 0.5, 500)]
    [TestCase(2, 0.5, 1_000)]
    [TestCase(3, 0.5, 2_000)]
    [TestCase(4, 0.5, 4_000)]
    [TestCase(5, 0.5, 5_000)]
    [TestCase(6, 0.5, 5_000)]
    [TestCase(1_000, 0.5, 5_000)]
    [TestCase(1, 0.0, 50)]
    [TestCase(1_000, 0.0, 50)]
    [TestCase(1, 0.999, 999)]
    [TestCase(1_000, 0.999, 9_990)]
    public void Waits_double_up_to_a_bound_and_are_drawn_from_nothing_to_it(int failures, double drawn, double milliseconds)
    {
        var policy = new ReconnectPolicy(new DrawnRandom(drawn));
        for (var i = 1; i < failures; i++) policy.AfterCut(TimeSpan.Zero);

        Assert.That(policy.AfterCut(TimeSpan.Zero).TotalMilliseconds, Is.EqualTo(milliseconds).Within(0.001));
    }

    [TestCase(9_999, 4_000)]
    [TestCase(10_000, 500)]
    [TestCase(3_600_000, 500)]
    public void A_stream_that_was_good_starts_the_waits_over(int livedMilliseconds, double milliseconds)
    {
        var policy = new ReconnectPolicy(new DrawnRandom(0.5));
        for (var i = 0; i < 3; i++) policy.AfterCut(TimeSpan.Zero);

        var wait = policy.AfterCut(TimeSpan.FromMilliseconds(livedMilliseconds));

        Assert.That(wait.TotalMilliseconds, Is.EqualTo(milliseconds).Within(0.001));
    }

    [TestCase(0.0, 30)]
    [TestCase(0.5, 60)]
    [TestCase(0.999, 89.94)]
    public void After_a_refusal_it_waits_about_a_minute(double drawn, double seconds) =>
        Assert.That(new ReconnectPolicy(new DrawnRandom(drawn)).AfterRefusal().TotalSeconds, Is.EqualTo(seconds).Within(0.001));

    [Test]
    public void Fifty_minions_that_lost_the_same_master_do_not_come_back_together()
    {
        var waits = Enumerable.Range(1, 50)
            .Select(seed => new ReconnectPolicy(new Random(seed)))
            .Select(policy =>
            {
                policy.AfterCut(TimeSpan.Zero);
                return policy.AfterCut(TimeSpan.Zero);
            })
            .GroupBy(wait => (int)(wait.TotalMilliseconds / 200))
            .Select(slot => slot.Count());

        Assert.That(waits.Max(), Is.LessThan(15), "minions in the same fifth of a second");
    }

    private sealed class DrawnRandom(double drawn) : Random
    {
        public override double NextDouble() => drawn;
    }
}
