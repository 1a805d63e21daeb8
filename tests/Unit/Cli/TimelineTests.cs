using Salt.Cli.Jobs;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

public class TimelineTests
{
    private const long Submitted = 1795564800000000;   // 2026-11-25 00:00:00Z

    [TestCase("queued", 0, 0, 0, "", "sent", "It was not sent yet: it waits for its turn.")]
    [TestCase("offered", 1, 0, 0, "", "accepted", "It was sent, and web1 has not accepted it yet.")]
    [TestCase("accepted", 1, 2, 0, "", "started", "web1 has accepted it and was told to start it.")]
    [TestCase("running", 1, 2, 3, "", "", "It runs on web1.")]
    [TestCase("succeeded", 1, 2, 3, "", "", "It came to its end: succeeded, retcode 0.")]
    [TestCase("failed", 1, 2, 3, "", "", "It came to its end: failed, retcode 0.")]
    [TestCase("timed_out", 1, 2, 3, "timed out after 2 s", "", "It came to its end: timed out after 2 s.")]
    [TestCase("killed", 1, 2, 3, "killed by root", "", "It came to its end: killed by root.")]
    [TestCase("undelivered", 0, 0, 0, "the minion is not connected", "sent", "It was never sent: the minion is not connected.")]
    [TestCase("undelivered", 1, 0, 0, "the minion did not accept it within 3 s", "accepted", "It was sent, but the minion did not accept it within 3 s.")]
    [TestCase("refused", 1, 0, 0, "'x.y' is not available.", "accepted", "web1 refused it: 'x.y' is not available.")]
    [TestCase("lost", 1, 2, 3, "the minion came back without it", "ended", "It is lost: the minion came back without it. Should its true end still come, that replaces it.")]
    public void It_names_the_step_that_was_missed_and_why(
        string state, long offered, long accepted, long started, string reason, string missed, string conclusion)
    {
        var timeline = Timeline.Of(Facts(state, offered, accepted, started, reason));

        Assert.Multiple(() =>
        {
            Assert.That(timeline.Missed, Is.EqualTo(missed));
            Assert.That(timeline.Conclusion, Does.StartWith(conclusion));
            Assert.That(
                timeline.Steps.Select(step => step.Name),
                Is.EqualTo(new[] { "authorised", "queued", "sent", "accepted", "started", "output", "ended", "stored" }));
        });
    }

    [Test]
    public void A_silent_minion_is_named_with_the_time_it_was_last_heard_of()
    {
        var facts = Facts("undelivered", Submitted + 5_000_000, 0, 0, "the minion did not accept it within 3 s");
        facts.HeardUs = Submitted + 3_500_000;
        facts.NowUs = Submitted + 20_000_000;

        Assert.That(Timeline.Of(facts).Conclusion, Does.EndWith(
            "web1 was last heard of at 2026-11-25T00:00:03.500000Z, 16.5 s ago, nothing since this was sent 1.5 s later; "
            + "its stream is open since 2026-11-25T00:00:00.000000Z."));
    }

    [Test]
    public void What_a_daemon_answers_by_itself_needed_no_grant()
    {
        var steps = Timeline.Of(Facts("succeeded", 1, 0, 0, "")).Steps;

        Assert.That(steps.Single(step => step.Name == "accepted").What, Does.StartWith("no grant needed"));
    }

    [Test]
    public void A_minion_that_is_not_known_any_more_is_said_to_be_that()
    {
        var facts = Facts("lost", 1, 2, 3, "its key was deleted");
        facts.Minion = null;

        Assert.That(Timeline.Of(facts).Conclusion, Does.EndWith("No minion web1 is known."));
    }

    private static Explanation Facts(string state, long offered, long accepted, long started, string reason) => new()
    {
        Job = new JobView { Issuer = "master", Jid = "20261125000000000000", Fun = "cmd.run", Tgt = "*", TgtType = "glob", User = "root", TargetCount = 3, AcceptTimeoutMs = 3000 },
        Target = new TargetView { Minion = "web1", State = state, OfferedUs = offered, AcceptedUs = accepted, StartedUs = started, Reason = reason },
        Minion = new MinionView { Id = "web1", Up = true, SinceUs = Submitted },
        HeardUs = Submitted,
        NowUs = Submitted,
    };
}
