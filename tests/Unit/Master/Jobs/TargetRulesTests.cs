using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Master.Jobs;

/// <summary>The life of a job on one minion, as a table: what happened, in which state, and what follows.</summary>
public class TargetRulesTests
{
    private const long Now = 1000;
    private const long Until = 5000;
    private static readonly JobKey Key = new("master", Jid.Parse("20260704120000000001"));

    private static readonly JobState[] Ends =
    [
        JobState.Succeeded, JobState.Failed, JobState.TimedOut, JobState.Killed, JobState.Lost, JobState.Undelivered, JobState.Refused,
    ];

    private static readonly JobState[] Granted = [JobState.Accepted, JobState.Running, .. Ends];

    private static readonly JobState[] FinalEnds = [.. Ends.Where(s => s != JobState.Lost)];

    [TestCase(JobState.Queued, true, JobState.Accepted, Reply.Start)]
    [TestCase(JobState.Offered, true, JobState.Accepted, Reply.Start)]
    [TestCase(JobState.Queued, false, JobState.Undelivered, Reply.Withdraw)]
    [TestCase(JobState.Offered, false, JobState.Undelivered, Reply.Withdraw)]
    public void An_acceptance_is_written_before_it_is_answered(JobState before, bool inTime, JobState after, Reply reply)
    {
        var step = TargetRules.Accepted(In(before), place: 0, inTime, Now);

        Assert.That((step.Target.State, step.Reply, step.Save), Is.EqualTo((after, reply, true)));
    }

    [Test]
    public void A_changed_place_is_shown_and_grants_nothing_again()
    {
        var step = TargetRules.Accepted(In(JobState.Accepted), place: 2, inTime: true, Now);

        Assert.That((step.Target.Place, step.Reply, step.Save), Is.EqualTo((2u, Reply.None, false)));
    }

    [TestCaseSource(nameof(Ends))]
    public void What_has_ended_is_never_granted(JobState end)
    {
        var step = TargetRules.Accepted(In(end), place: 0, inTime: true, Now);

        Assert.That((step.Target.State, step.Reply, step.Save), Is.EqualTo((end, Reply.Withdraw, false)));
    }

    [TestCase(JobState.Queued)]
    [TestCase(JobState.Offered)]
    [TestCase(JobState.Accepted)]
    [TestCase(JobState.Running)]
    public void A_return_ends_whatever_had_not_ended(JobState before)
    {
        var step = TargetRules.Returned(In(before), End(JobState.Failed, pid: 7));

        Assert.That((step.Target.State, step.Target.Pid, step.Reply, step.Save), Is.EqualTo((JobState.Failed, 7, Reply.Stored, true)));
    }

    [Test]
    public void An_end_stays_whatever_returns_later(
        [ValueSource(nameof(FinalEnds))] JobState first,
        [Values(JobState.Succeeded, JobState.Failed, JobState.Killed, JobState.Lost, JobState.Refused)] JobState second)
    {
        var ended = In(first) with { Stored = true };

        var step = TargetRules.Returned(ended, End(second));

        Assert.That(step, Is.EqualTo(new Step(ended, Reply.Stored)));
    }

    [TestCase(JobState.Succeeded)]
    [TestCase(JobState.Failed)]
    [TestCase(JobState.TimedOut)]
    [TestCase(JobState.Killed)]
    [TestCase(JobState.Refused)]
    public void A_true_end_replaces_lost(JobState end)
    {
        var step = TargetRules.Returned(In(JobState.Lost) with { Stored = true }, End(end));

        Assert.That((step.Target.State, step.Reply, step.Save), Is.EqualTo((end, Reply.Stored, true)));
    }

    [Test]
    public void Lost_does_not_replace_lost()
    {
        var lost = In(JobState.Lost) with { Stored = true };

        Assert.That(TargetRules.Returned(lost, End(JobState.Lost)), Is.EqualTo(new Step(lost, Reply.Stored)));
    }

    [Test]
    public void An_end_that_is_not_known_to_be_written_is_written_before_it_is_acknowledged()
    {
        var unwritten = In(JobState.Succeeded);

        Assert.That(TargetRules.Returned(unwritten, End(JobState.Succeeded)), Is.EqualTo(new Step(unwritten, Reply.Stored, Save: true)));
    }

    [TestCase(JobState.Queued, Reply.None, "the minion is not connected")]
    [TestCase(JobState.Offered, Reply.Withdraw, "the minion did not accept it within 2.5 s")]
    public void What_nobody_accepted_in_time_is_undelivered(JobState before, Reply reply, string reason)
    {
        var step = TargetRules.Expired(In(before), TimeSpan.FromSeconds(2.5), Now);

        Assert.That((step.Target.State, step.Reply, step.Save), Is.EqualTo((JobState.Undelivered, reply, true)));
        Assert.That(step.Target.End!.Reason, Is.EqualTo(reason));
    }

    [TestCase(JobState.Accepted)]
    [TestCase(JobState.Running)]
    public void The_time_to_accept_ends_nothing_that_was_granted(JobState state)
    {
        var granted = In(state);

        Assert.That(TargetRules.Expired(granted, TimeSpan.FromSeconds(5), Now), Is.EqualTo(new Step(granted)));
    }

    [TestCase(JobState.Accepted)]
    [TestCase(JobState.Running)]
    public void Silence_only_marks_what_runs_as_away(JobState state)
    {
        var away = TargetRules.Away(In(state), Now);
        var longer = TargetRules.Away(away.Target, Now + 1);

        Assert.Multiple(() =>
        {
            Assert.That((away.Target.State, away.Target.AwaySinceUs, away.Reply, away.Save), Is.EqualTo((state, Now, Reply.None, false)));
            Assert.That(longer.Target.AwaySinceUs, Is.EqualTo(Now), "since it went, not since it was last looked for");
        });
    }

    [Test]
    public void Silence_changes_nothing_else(
        [Values(JobState.Queued, JobState.Offered, JobState.Succeeded, JobState.Undelivered)] JobState state)
    {
        var target = In(state);

        Assert.That(TargetRules.Away(target, Now), Is.EqualTo(new Step(target)));
    }

    // before, what the minion holds, in time → after, reply, written
    [TestCase(JobState.Queued, JobState.Accepted, true, JobState.Accepted, Reply.Start, true)]
    [TestCase(JobState.Offered, JobState.Accepted, true, JobState.Accepted, Reply.Start, true)]
    [TestCase(JobState.Offered, JobState.Accepted, false, JobState.Undelivered, Reply.Withdraw, true)]
    [TestCase(JobState.Accepted, JobState.Accepted, false, JobState.Accepted, Reply.Start, true)]
    [TestCase(JobState.Running, JobState.Accepted, false, JobState.Running, Reply.Start, false)]
    [TestCase(JobState.Undelivered, JobState.Accepted, true, JobState.Undelivered, Reply.Withdraw, false)]
    [TestCase(JobState.Lost, JobState.Accepted, true, JobState.Lost, Reply.Withdraw, false)]
    [TestCase(JobState.Accepted, JobState.Running, false, JobState.Running, Reply.None, true)]
    [TestCase(JobState.Running, JobState.Running, false, JobState.Running, Reply.None, true)]
    [TestCase(JobState.Succeeded, JobState.Running, false, JobState.Succeeded, Reply.None, false)]
    [TestCase(JobState.Offered, JobState.Failed, false, JobState.Offered, Reply.None, false)]
    [TestCase(JobState.Running, JobState.Failed, false, JobState.Running, Reply.None, false)]
    public void A_minion_that_comes_back_with_a_job(
        JobState before, JobState held, bool inTime, JobState after, Reply reply, bool save)
    {
        var away = before.IsEnd() ? In(before) : In(before) with { AwaySinceUs = 5 };

        var step = TargetRules.Held(away, new HeldJob(Key, held, Pid: 9, Place: 0), inTime, Now);

        Assert.That((step.Target.State, step.Reply, step.Save), Is.EqualTo((after, reply, save)));
        Assert.That(step.Target.AwaySinceUs, Is.Zero);
    }

    [TestCase(JobState.Queued, true, JobState.Offered, Reply.Offer, false)]
    [TestCase(JobState.Offered, true, JobState.Offered, Reply.Offer, false)]
    [TestCase(JobState.Queued, false, JobState.Queued, Reply.None, false)]
    [TestCase(JobState.Offered, false, JobState.Offered, Reply.None, false)]
    [TestCase(JobState.Accepted, true, JobState.Lost, Reply.None, true)]
    [TestCase(JobState.Running, false, JobState.Lost, Reply.None, true)]
    [TestCase(JobState.Succeeded, true, JobState.Succeeded, Reply.None, false)]
    [TestCase(JobState.Undelivered, true, JobState.Undelivered, Reply.None, false)]
    public void A_minion_that_comes_back_without_a_job(JobState before, bool inTime, JobState after, Reply reply, bool save)
    {
        var step = TargetRules.NotHeld(In(before), inTime, Now);

        Assert.That((step.Target.State, step.Reply, step.Save), Is.EqualTo((after, reply, save)));
    }

    [TestCase(JobState.Queued, JobState.Undelivered)]
    [TestCase(JobState.Offered, JobState.Undelivered)]
    [TestCase(JobState.Accepted, JobState.Lost)]
    [TestCase(JobState.Running, JobState.Lost)]
    public void What_is_given_up_was_lost_only_if_it_may_have_run(JobState before, JobState after)
    {
        var step = TargetRules.GivenUp(In(before), "its key was deleted", Now);

        Assert.That((step.Target.State, step.Target.End!.Reason, step.Save), Is.EqualTo((after, "its key was deleted", true)));
    }

    [TestCaseSource(nameof(Ends))]
    public void What_has_ended_is_not_given_up(JobState end)
    {
        var ended = In(end);

        Assert.That(TargetRules.GivenUp(ended, "its key was deleted", Now), Is.EqualTo(new Step(ended)));
    }

    // presence, kept → state, how long it waits, reply
    [TestCase(Presence.Connected, false, JobState.Offered, Until, Reply.Offer, false)]
    [TestCase(Presence.Connected, true, JobState.Offered, Until, Reply.Offer, false)]
    [TestCase(Presence.Reconnecting, false, JobState.Queued, Until, Reply.None, true)]
    [TestCase(Presence.Reconnecting, true, JobState.Queued, Until, Reply.None, true)]
    [TestCase(Presence.Away, true, JobState.Queued, JobPace.Never, Reply.None, false)]
    [TestCase(Presence.Away, false, JobState.Undelivered, 0, Reply.None, false)]
    public void A_target_whose_turn_has_come(Presence presence, bool isKept, JobState after, long until, Reply reply, bool isExpected)
    {
        var step = TargetRules.TurnCame(In(JobState.Queued) with { IsExpected = true }, presence, isKept, Until, Now);

        Assert.That(step.Target.IsExpected, Is.EqualTo(isExpected));

        Assert.That(
            (step.Target.State, step.Target.Until, step.Reply, step.Save),
            Is.EqualTo((after, until, reply, after == JobState.Undelivered)));
    }

    [Test]
    public void An_offer_that_is_taken_back_leaves_a_target_that_waits()
    {
        var step = TargetRules.TakenBack(In(JobState.Offered) with { Until = 1 }, Until);

        Assert.That((step.Target.State, step.Target.Until, step.Reply, step.Save), Is.EqualTo((JobState.Queued, Until, Reply.Withdraw, false)));
    }

    [TestCase(JobState.Queued)]
    [TestCase(JobState.Offered)]
    public void A_late_acceptance_of_a_paced_job_is_taken_back_and_comes_to_its_turn_again(JobState before)
    {
        var step = TargetRules.AcceptedLate(In(before) with { Until = 1 });

        Assert.That((step.Target.State, step.Target.Until, step.Reply, step.Save), Is.EqualTo((JobState.Queued, 0L, Reply.Withdraw, false)));
    }

    [TestCase(0, "expired: the minion was not connected until 2026-07-04 12:00:00 UTC")]
    [TestCase(7, "expired: the minion did not accept it until 2026-07-04 12:00:00 UTC")]
    public void What_was_kept_too_long_is_undelivered(long offered, string reason)
    {
        var target = In(JobState.Queued) with { OfferedUs = offered };

        var step = TargetRules.KeptTooLong(target, new DateTimeOffset(2026, 7, 4, 12, 0, 0, TimeSpan.Zero), Now);

        Assert.That((step.Target.State, step.Target.End!.Reason, step.Reply, step.Save), Is.EqualTo((JobState.Undelivered, reason, Reply.None, true)));
    }

    [TestCase(JobState.Queued, Reply.None)]
    [TestCase(JobState.Offered, Reply.Withdraw)]
    public void What_does_not_start_any_more_is_undelivered(JobState before, Reply reply)
    {
        var step = TargetRules.NotStarted(In(before), BatchWindow.NotStarted(1, 3, 1), Now);

        Assert.That(
            (step.Target.State, step.Target.End!.Reason, step.Reply, step.Save),
            Is.EqualTo((JobState.Undelivered, "not started: 1 of 3 failed (fail limit 1)", reply, true)));
    }

    [TestCase(JobState.Queued, 0, Reply.None, "signal 9 by root before it was sent to the minion")]
    [TestCase(JobState.Queued, 7, Reply.None, "signal 9 by root before it started")]
    [TestCase(JobState.Offered, 7, Reply.Withdraw, "signal 9 by root before it started")]
    public void What_has_not_started_an_operator_ends_at_the_master(JobState before, long offered, Reply reply, string reason)
    {
        var step = TargetRules.Cancelled(In(before) with { OfferedUs = offered }, 9, "root", Now);

        var end = step.Target.End!;
        Assert.That((end.State, end.Signal, end.By, end.Reason), Is.EqualTo((JobState.Killed, 9, "root", reason)));
        Assert.That((step.Reply, step.Save), Is.EqualTo((reply, true)));
    }

    [TestCaseSource(nameof(Granted))]
    public void What_was_granted_ends_at_the_minion_alone(JobState state)
    {
        var target = In(state);

        Assert.That(TargetRules.Cancelled(target, 9, "root", Now), Is.EqualTo(new Step(target)));
        Assert.That(TargetRules.NotStarted(target, "", Now), Is.EqualTo(new Step(target)));
        Assert.That(TargetRules.KeptTooLong(target, default, Now), Is.EqualTo(new Step(target)));
    }

    [Test]
    public void A_target_that_goes_away_keeps_its_place_for_a_while()
    {
        var away = TargetRules.Away(In(JobState.Running), Now, Until).Target;
        var back = TargetRules.Held(away, new HeldJob(Key, JobState.Running, Pid: 9, Place: 0), inTime: false, Now).Target;

        Assert.That((away.Until, back.Until), Is.EqualTo((Until, 0L)));
    }

    [Test]
    public void Running_is_written_once_and_keeps_pid_and_start()
    {
        var first = TargetRules.Running(In(JobState.Accepted), pid: 4, startedUs: 8);
        var again = TargetRules.Running(first.Target, pid: 4, startedUs: 8);

        Assert.That((first.Target.State, first.Target.Pid, first.Target.StartedUs, first.Save), Is.EqualTo((JobState.Running, 4, 8L, true)));
        Assert.That(again.Save, Is.False);
    }

    private static JobTarget In(JobState state)
    {
        var target = new JobTarget { Minion = MinionId.Parse("web1"), State = state };
        return state.IsEnd() ? target.Ended(End(state)) : target;
    }

    private static JobEnd End(JobState state, int pid = 0) => new() { State = state, Pid = pid };
}
