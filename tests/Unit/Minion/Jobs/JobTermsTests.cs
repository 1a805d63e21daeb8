using Salt.Minion.Jobs;
using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

public sealed class JobTermsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    [TestCase(23, 24, true)]
    [TestCase(24, 24, true)]
    [TestCase(25, 24, false)]
    [TestCase(-100, 24, true, TestName = "A_clock_that_is_behind_refuses_nothing")]
    public void A_job_older_than_its_traces_is_refused(int hoursOld, int keepHours, bool taken)
    {
        var terms = new JobTerms(TimeSpan.FromHours(keepHours), null, new StoppedClock(Now));
        var jid = Jid.At(Now - TimeSpan.FromHours(hoursOld));

        Assert.That(() => terms.CheckAge(jid), taken ? Throws.Nothing : Throws.TypeOf<RefusedException>().With.Message.Contains("older than keep_jobs (24 h)"));
    }

    [Test]
    public void Where_traces_are_kept_for_ever_no_job_is_too_old() =>
        Assert.That(() => new JobTerms(null, null, new StoppedClock(Now)).CheckAge(default), Throws.Nothing);

    [TestCase(null, null, null)]
    [TestCase(null, 60, 60)]
    [TestCase(5, 60, 5)]
    [TestCase(90, 60, 90)]
    public void A_job_without_a_limit_has_the_minions(int? given, int? minions, int? held)
    {
        var terms = new JobTerms(null, Seconds(minions), new StoppedClock(Now));
        var job = new PublishedJob("master", default, "f", default, default, "*", "glob", "root", Seconds(given), default);

        Assert.That(terms.WithLimit(job).Limit, Is.EqualTo(Seconds(held)));
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
