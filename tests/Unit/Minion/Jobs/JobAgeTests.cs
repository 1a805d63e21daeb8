using Salt.Minion.Jobs;
using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

public sealed class JobAgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    [TestCase(23, 24, true)]
    [TestCase(24, 24, true)]
    [TestCase(25, 24, false)]
    [TestCase(-100, 24, true, TestName = "A_clock_that_is_behind_refuses_nothing")]
    public void A_job_older_than_its_traces_is_refused(int hoursOld, int keepHours, bool taken)
    {
        var age = new JobAge(TimeSpan.FromHours(keepHours), new StoppedClock(Now));
        var jid = Jid.At(Now - TimeSpan.FromHours(hoursOld));

        Assert.That(() => age.Check(jid), taken ? Throws.Nothing : Throws.TypeOf<RefusedException>().With.Message.Contains("older than keep_jobs (24 h)"));
    }

    [Test]
    public void Where_traces_are_kept_for_ever_no_job_is_too_old() =>
        Assert.That(() => new JobAge(null, new StoppedClock(Now)).Check(default), Throws.Nothing);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
