using System.Text;
using System.Text.Json.Nodes;
using Salt.Minion.Jobs;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

public sealed class ReturnBuilderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);
    private static readonly PublishedJob Job =
        new("master", Jid.At(Now), "cmd.run", default, default, "*", "glob", "root", null, default);

    private static readonly StartRecord Start = new(42, 7, "boot", "", Now);

    private readonly ReturnBuilder _builder = new(1 << 20);

    [TestCase("succeeded", 0, 0, "succeeded", 0)]
    [TestCase("failed", 0, 3, "failed", 3)]
    [TestCase("failed", 0, 0, "succeeded", 0, TestName = "A_failed_program_whose_code_its_function_forgives_succeeded")]
    [TestCase("succeeded", 0, 1, "failed", 1, TestName = "A_program_that_exits_with_0_can_still_fail")]
    [TestCase("killed", 9, 0, "killed", 137)]
    [TestCase("killed", 15, 143, "killed", 143)]
    [TestCase("timed_out", 0, 0, "timed_out", 1)]
    [TestCase("timed_out", 9, 0, "timed_out", 137)]
    [TestCase("lost", 0, 0, "lost", 1)]
    [TestCase("lost", 0, -1, "lost", 1, TestName = "A_code_that_is_not_known_is_not_shown")]
    [TestCase("failed", 0, -7, "failed", -7, TestName = "A_functions_own_code_is_kept")]
    public void The_state_and_the_code_agree(string ended, int signal, int outcome, string state, int retcode)
    {
        var built = _builder.Ended(Spooled(), Start, End(ended, signal), new Outcome("output", outcome));

        Assert.That((built.State.ToName(), built.Retcode, Text(built)), Is.EqualTo((state, retcode, "\"output\"")));
    }

    [TestCase("succeeded", 0, 0, "\"The worker exited with code 0 before it answered\"", "failed", 1)]
    [TestCase("failed", 70, 0, "\"The worker exited with code 70 before it answered\"", "failed", 1)]
    [TestCase("failed", 139, 11, "\"The worker was ended by signal 11 before it answered\"", "failed", 139)]
    [TestCase("killed", 137, 9, "\"why\"", "killed", 137)]
    [TestCase("lost", -1, 0, "\"why\"", "lost", 1)]
    public void Without_an_outcome_the_return_says_why(string ended, int exit, int signal, string ret, string state, int retcode)
    {
        var built = _builder.Ended(Spooled(), Start, End(ended, signal, exit), null);

        Assert.That((Text(built), built.State.ToName(), built.Retcode), Is.EqualTo((ret, state, retcode)));
    }

    [Test]
    public void The_head_has_what_the_records_say()
    {
        var end = End("killed", 15) with { By = "alice", Reason = "why", LeftRunning = 2, StdoutBytes = 10, StderrBytes = 5 };

        var built = _builder.Ended(Spooled(), Start, end, new Outcome("x", 1));

        Assert.That(
            (built.Signal, built.By, built.Reason, built.LeftRunning, built.OutputBytes, built.Pid, built.Started, built.Ended),
            Is.EqualTo((15, "alice", "why", 2, 15L, 42, (DateTimeOffset?)Now, Now)));
    }

    [Test]
    public void A_job_that_never_started_has_no_start_and_no_pid()
    {
        var built = _builder.Ended(Spooled(), null, Ends.Cancelled(15, "alice", Now), null);

        Assert.That((built.Started, built.Pid, built.Retcode), Is.EqualTo(((DateTimeOffset?)null, 0, 143)));
        Assert.That(Text(built), Is.EqualTo("\"signal 15 by alice before it started\""));
    }

    [TestCase("'nosuch.fun' is not available.", "'nosuch.fun' is not available.")]
    [TestCase("first\nsecond", "first")]
    public void A_refusal_is_the_return_and_its_first_line_the_reason(string message, string reason)
    {
        var built = _builder.Refused(Job, new RefusedException(message), Now);

        Assert.That((built.State, built.Retcode, built.Reason), Is.EqualTo((JobState.Refused, 1, reason)));
        Assert.That(JsonNode.Parse(built.Ret.Span)!.GetValue<string>(), Is.EqualTo(message));
    }

    private static SpooledJob Spooled() => new(Job, "boot", null, Now);

    private static EndRecord End(string state, int signal, int exit = 0) =>
        new(JobStates.Parse(state), exit, signal, "", state is "killed" or "lost" ? "why" : "", 0, Now, 0, 0);

    private static string Text(JobReturn built) => Encoding.UTF8.GetString(built.Ret.Span);
}
