using Salt.Minion.Spool;
using Salt.Minion.Supervision.Protocol;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Supervision;

public sealed class EndingTests
{
    private static readonly DateTimeOffset Ended = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [TestCase(0, 0, JobState.Succeeded)]
    [TestCase(3, 0, JobState.Failed)]
    [TestCase(137, 9, JobState.Failed)]
    public void Without_a_verdict_the_exit_decides(int code, int signal, JobState state)
    {
        var end = Ending.Of(new RootExit(code, signal, ""), null, null, 2, "", Ended);
        Assert.That((end.State, end.ExitCode, end.Signal, end.LeftRunning, end.Reason), Is.EqualTo((state, code, signal, 2, "")));
    }

    [Test]
    public void With_a_verdict_the_exit_only_tells_how_the_root_took_it()
    {
        var end = Ending.Of(new RootExit(0, 0, ""), Verdict.Killed(15, "alice"), null, 0, "", Ended);
        Assert.That((end.State, end.ExitCode, end.Signal, end.By), Is.EqualTo((JobState.Killed, 0, 15, "alice")));
    }

    [TestCase(1, "1")]
    [TestCase(90, "90")]
    [TestCase(1.5, "1.5")]
    [TestCase(3600.0004, "3600")]
    public void A_limit_is_told_in_the_words_of_Salt(double seconds, string text) =>
        Assert.That(
            Verdict.TimedOut(TimeSpan.FromSeconds(seconds)).Reason,
            Is.EqualTo($"Task execution timed out, limit is: {text} second(s)"));

    [Test]
    public void What_survived_is_named_behind_the_reason() =>
        Assert.That(
            Ending.Of(RootExit.Unseen, Verdict.SupervisorDied, null, 0, "1 could not be killed: 5 (x)", Ended).Reason,
            Is.EqualTo("supervisor died; 1 could not be killed: 5 (x)"));

    [Test]
    public void The_first_verdict_stays_but_for_a_kill_after_a_term()
    {
        var term = Verdict.Killed(15, "alice");
        var kill = Verdict.Killed(9, "bob");
        var limit = Verdict.TimedOut(TimeSpan.FromSeconds(1));
        Assert.Multiple(() =>
        {
            Assert.That(Verdict.Stronger(null, term), Is.EqualTo(term));
            Assert.That(Verdict.Stronger(term, kill), Is.EqualTo(kill));
            Assert.That(Verdict.Stronger(kill, term), Is.EqualTo(kill));
            Assert.That(Verdict.Stronger(limit, kill), Is.EqualTo(limit));
            Assert.That(Verdict.Stronger(term, limit), Is.EqualTo(term));
            Assert.That(Verdict.Stronger(Verdict.SupervisorDied, kill), Is.EqualTo(Verdict.SupervisorDied));
        });
    }

    [TestCase(10, 0, 10, false)]
    [TestCase(138, 0, 10, true)]
    [TestCase(138, 10, 10, true)]
    [TestCase(0, 0, 10, false)]
    [TestCase(137, 9, 10, false)]
    public void A_root_that_a_signal_ended_says_so_itself_or_by_its_exit_code(int code, int signal, int sent, bool isBy) =>
        Assert.That(new RootExit(code, signal, "").IsBy(sent), Is.EqualTo(isBy));

    [Test]
    public void The_longest_end_fits_its_slot_whatever_it_says()
    {
        var verdict = new Verdict(JobState.Killed, 64, new string('\u20AC', 10_000), new string('\u0001', 10_000));
        var end = Ending.Of(new RootExit(255, 64, ""), verdict, null, int.MaxValue, new string('x', 10_000), DateTimeOffset.MaxValue);
        var full = end with { StdoutBytes = long.MaxValue, StderrBytes = long.MaxValue };
        Assert.That(StatusSlot.Encode(full, SupervisionJson.Default.EndRecord), Has.Length.LessThanOrEqualTo(StatusSlot.Size));
    }
}
