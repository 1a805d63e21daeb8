namespace Salt.Tests.Unit.Minion.Jobs;

/// <summary>Each case is a story: steps to the left of the arrow, what the table wants done to the right.</summary>
public sealed class JobTableTests
{
    [TestCase(0,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "grant 1 -> launch 1",
        "started 1 -> running 1 pid 101",
        "ended 1 succeeded -> finish 1 succeeded",
        "finished 1 succeeded -> send 1",
        "stored 1 -> mark 1",
        TestName = "A_job_goes_from_offer_to_stored")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "answered 1 refused -> send 1",
        "stored 1 -> mark 1",
        TestName = "A_refused_job_is_returned_and_forgotten_once_stored")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "offer 1 -> ",
        "admitted 1 -> accepted 1 place 0",
        "offer 1 -> accepted 1 place 0",
        "grant 1 -> launch 1",
        "offer 1 -> accepted 1 place 0",
        "started 1 -> running 1 pid 101",
        "offer 1 -> running 1 pid 101",
        "ended 1 failed -> finish 1 failed",
        "offer 1 -> ",
        "finished 1 failed -> send 1",
        "offer 1 -> send 1",
        TestName = "A_repeated_offer_is_answered_with_the_present_state")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "grant 1 -> launch 1",
        "grant 1 -> ",
        "started 1 -> running 1 pid 101",
        "grant 1 -> ",
        "started 1 -> running 1 pid 101",
        "ended 1 failed -> finish 1 failed",
        "ended 1 failed -> ",
        "grant 1 -> ",
        "finished 1 failed -> send 1",
        "finished 1 failed -> ",
        "grant 1 -> send 1",
        TestName = "A_repeated_grant_or_report_starts_nothing_again")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "withdraw 1 -> ",
        "admitted 1 -> discard 1",
        "grant 1 -> missing 1",
        TestName = "A_job_withdrawn_while_it_arrives_is_discarded")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "withdraw 1 -> ",
        "offer 1 -> ",
        "admitted 1 -> accepted 1 place 0",
        "withdraw 1 -> discard 1",
        "offer 1 -> admit 1",
        "grant 1 -> ",
        "admitted 1 -> accepted 1 place 0, launch 1",
        TestName = "A_job_that_is_offered_anew_after_it_was_withdrawn_is_taken")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "withdraw 1 -> ",
        "answered 1 refused -> ",
        "stored 1 -> ",
        TestName = "A_refusal_of_a_withdrawn_job_is_not_sent")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "withdraw 1 -> discard 1",
        "withdraw 1 -> ",
        TestName = "An_accepted_job_without_grant_can_be_withdrawn")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "grant 1 -> launch 1",
        "withdraw 1 -> ",
        "started 1 -> running 1 pid 101",
        TestName = "A_granted_job_is_not_withdrawn")]
    [TestCase(1,
        "offer 1 -> admit 1",
        "offer 2 -> admit 2",
        "offer 3 -> admit 3",
        "admitted 1 -> accepted 1 place 0",
        "admitted 2 -> accepted 2 place 1",
        "admitted 3 -> accepted 3 place 2",
        "grant 3 -> launch 3",
        "grant 1 -> ",
        "grant 2 -> ",
        "refresh -> accepted 1 place 1, accepted 2 place 2",
        "started 3 -> running 3 pid 103",
        "ended 3 succeeded -> finish 3 succeeded, launch 1",
        "refresh -> accepted 2 place 1",
        "refresh -> ",
        "ended 1 succeeded -> finish 1 succeeded, launch 2",
        TestName = "Jobs_over_the_limit_wait_in_the_order_of_their_acceptance")]
    [TestCase(1,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "grant 1 -> launch 1",
        "notlaunched 1 -> ",
        "offer 2 -> admit 2",
        "admitted 2 -> accepted 2 place 1, launch 1",
        "notlaunched 1 -> ",
        "refresh -> launch 1",
        TestName = "A_job_whose_launch_failed_keeps_its_turn")]
    [TestCase(1,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "cancel 1 -> finish 1 killed",
        "cancel 1 -> ",
        "grant 1 -> ",
        "finished 1 killed -> send 1",
        "offer 2 -> admit 2",
        "admitted 2 -> accepted 2 place 0",
        TestName = "A_waiting_job_that_is_cancelled_never_starts_and_frees_its_place")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "grant 1 -> launch 1",
        "cancel 1 -> ",
        TestName = "A_job_that_is_being_launched_is_not_cancelled_but_signalled")]
    [TestCase(0,
        "grant 1 -> missing 1",
        "withdraw 1 -> ",
        "stored 1 -> ",
        "started 1 -> ",
        "ended 1 failed -> ",
        "finished 1 failed -> ",
        TestName = "Of_an_unknown_job_only_the_grant_is_answered")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "admitted 1 -> accepted 1 place 0",
        "stored 1 -> ",
        "grant 1 -> launch 1",
        TestName = "A_job_that_has_not_returned_cannot_be_stored")]
    [TestCase(0,
        "offer 1 -> admit 1",
        "answered 1 refused -> send 1",
        "offer 2 -> admit 2",
        "reconnected -> send 1",
        "stored 1 -> mark 1",
        "reconnected -> ",
        TestName = "Returns_are_sent_again_on_every_new_stream_until_they_are_stored")]
    [TestCase(1,
        "recover 1 accepted -> ",
        "recover 2 accepted-before-reboot -> finish 2 lost",
        "recover 3 started -> ",
        "recover 4 ended -> finish 4 failed",
        "recover 5 returned -> send 5",
        "grant 1 -> ",
        "refresh -> accepted 1 place 1",
        "started 3 -> running 3 pid 103",
        "ended 3 succeeded -> finish 3 succeeded, launch 1",
        TestName = "A_new_daemon_takes_every_job_up_where_it_was")]
    [TestCase(1,
        "recover 1 accepted -> ",
        "started 1 -> running 1 pid 101",
        "offer 2 -> admit 2",
        "admitted 2 -> accepted 2 place 1",
        "ended 1 succeeded -> finish 1 succeeded",
        "grant 2 -> launch 2",
        TestName = "A_start_that_the_last_daemon_did_not_live_to_see_is_believed")]
    public void Story(int processCountMax, params string[] story)
    {
        var script = new JobTableScript(processCountMax);
        Assert.Multiple(() =>
        {
            foreach (var line in story)
            {
                var (step, expected) = Halves(line);
                Assert.That(script.Play(step), Is.EqualTo(expected), line);
            }
        });
    }

    private static (string Step, string Expected) Halves(string line)
    {
        var halves = line.Split("->", StringSplitOptions.TrimEntries);
        return (halves[0], halves[1]);
    }
}
