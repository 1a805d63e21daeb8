using Salt.Minion.Modules;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Modules.Cmd;

internal sealed class CommandFinishTests
{
    [TestCase("cmd.run", "{}", "\"hi\\nerr\"", 3)]
    [TestCase("cmd.shell", "{}", "\"hi\\nerr\"", 3)]
    [TestCase("cmd.run_stdout", "{}", "\"hi\\nerr\"", 3)]
    [TestCase("cmd.run_stderr", "{}", "\"problem\"", 3)]
    [TestCase("cmd.retcode", "{}", "3", 3)]
    [TestCase("cmd.run_all", "{}", """{"pid":42,"retcode":3,"stdout":"hi\nerr","stderr":"problem"}""", 3)]
    [TestCase("cmd.exec_code_all", "{}", """{"pid":42,"retcode":3,"stdout":"hi\nerr","stderr":"problem"}""", 3)]
    [TestCase("cmd.run", """{"rstrip":false}""", "\"hi\\nerr\\n\\n\"", 3)]
    [TestCase("cmd.run", """{"ignore_retcode":true}""", "\"hi\\nerr\"", 0)]
    [TestCase("cmd.run_all", """{"ignore_retcode":true}""", """{"pid":42,"retcode":3,"stdout":"hi\nerr","stderr":"problem"}""", 0)]
    [TestCase("cmd.retcode", """{"success_retcodes":[3]}""", "0", 0)]
    [TestCase("cmd.retcode", """{"success_retcodes":"1, 3"}""", "0", 0)]
    [TestCase("cmd.retcode", """{"success_retcodes":[4]}""", "3", 3)]
    [TestCase("cmd.retcode", """{"success_stdout":"err"}""", "0", 0)]
    [TestCase("cmd.retcode", """{"success_stderr":["no","blem"]}""", "0", 0)]
    [TestCase("cmd.run", """{"hide_output":true}""", "\"\"", 3)]
    [TestCase("cmd.run_all", """{"hide_output":true}""", """{"pid":42,"retcode":3,"stdout":"","stderr":""}""", 3)]
    [TestCase("cmd.run", """{"raise_err":true}""", "\"ERROR: hi\\nerr\"", 3)]
    public void A_command_that_ended_by_itself(string fun, string kwarg, string expected, int retcode)
    {
        var end = End(JobState.Failed, exitCode: 3, "hi\nerr\n\n", "problem\n");
        AssertFinish(fun, kwarg, end, expected, retcode);
    }

    [TestCase("cmd.run", "\"start\\nsleep 30 : Timed out after 2 seconds\"")]
    [TestCase("cmd.run_stdout", "\"start\\nsleep 30 : Timed out after 2 seconds\"")]
    [TestCase("cmd.run_stderr", "\"warn\\nstart\\nsleep 30 : Timed out after 2 seconds\"")]
    [TestCase("cmd.run_all", """{"pid":42,"retcode":1,"stdout":"start\nsleep 30 : Timed out after 2 seconds","stderr":"warn"}""")]
    [TestCase("cmd.retcode", "1")]
    public void A_command_over_its_own_timeout_keeps_its_output_before_Salts_sentence(string fun, string expected)
    {
        var end = End(JobState.TimedOut, 137, "start\n", "warn\n", signal: 9, ownTimeout: true);
        AssertFinish(fun, """{"timeout":2,"ignore_retcode":true}""", end, expected, retcode: 1);
    }

    [TestCase("cmd.run", "\"start\\nthe limit\"")]
    [TestCase("cmd.run_stderr", "\"warn\\nstart\\nthe limit\"")]
    [TestCase("cmd.run_all", """{"pid":42,"retcode":143,"stdout":"start\nthe limit","stderr":"warn"}""")]
    [TestCase("cmd.retcode", "143")]
    public void A_command_over_its_jobs_limit_keeps_its_output_before_the_sentence(string fun, string expected)
    {
        var end = End(JobState.TimedOut, 143, "start\n", "warn\n", signal: 15);
        AssertFinish(fun, "{}", end with { Record = end.Record with { Reason = "the limit" } }, expected, retcode: 143);
    }

    [TestCase("cmd.retcode", 9, "-9", -9)]
    [TestCase("cmd.retcode", 15, "-15", -15)]
    [TestCase("cmd.run", 11, "\"begin\"", -11)]
    [TestCase("cmd.run_all", 9, """{"pid":42,"retcode":-9,"stdout":"begin","stderr":""}""", -9)]
    [TestCase("cmd.exec_code_all", 6, """{"pid":42,"retcode":-6,"stdout":"begin","stderr":""}""", -6)]
    public void A_command_that_a_signal_ended_shows_it_as_Salt_does(string fun, int signal, string expected, int retcode) =>
        AssertFinish(fun, "{}", End(JobState.Failed, 128 + signal, "begin\n", "", signal), expected, retcode);

    [Test]
    public void A_shell_that_says_128_and_a_signal_has_not_been_ended_by_one() =>
        AssertFinish("cmd.retcode", "{}", End(JobState.Failed, 137, "", ""), "137", 137);

    [Test]
    public void A_signal_may_mean_success() =>
        AssertFinish("cmd.retcode", """{"success_retcodes":[-9]}""", End(JobState.Failed, 137, "", "", 9), "0", 0);

    [TestCase(137, 9, 137)]
    [TestCase(0, 15, 143)]
    public void A_killed_command_keeps_the_output_so_far_and_never_succeeds(int exitCode, int signal, int retcode)
    {
        var end = End(JobState.Killed, exitCode, "begin\n", "", signal);
        AssertFinish("cmd.run", """{"ignore_retcode":true,"success_retcodes":[137]}""", end, "\"begin\"", retcode);
    }

    [Test]
    public void A_command_in_the_background_returns_its_own_pid() =>
        AssertFinish("cmd.run_bg", "{}", End(JobState.Succeeded, 0, "4512\n", ""), """{"pid":4512}""", retcode: 0);

    [TestCase("cmd.run", "\"\"")]
    [TestCase("cmd.shell", "\"\"")]
    [TestCase("cmd.run_stderr", "\"\"")]
    [TestCase("cmd.retcode", "null")]
    [TestCase("cmd.run_all", """{"pid":4512,"retcode":null,"stdout":"","stderr":""}""")]
    public void With_bg_the_return_knows_nothing_of_the_output(string fun, string expected) =>
        AssertFinish(fun, """{"bg":true}""", End(JobState.Succeeded, 0, "4512\n", ""), expected, retcode: 0);

    [TestCase("cmd.run")]
    [TestCase("cmd.run_all")]
    public void With_bg_too_it_is_said_why_it_could_not_go_to_the_background(string fun) =>
        AssertFinish(fun, """{"bg":true}""", End(JobState.Failed, 2, "", "cannot fork\n"), "\"cannot fork\"", retcode: 2);

    [Test]
    public void A_command_that_could_not_go_to_the_background_returns_why() =>
        AssertFinish("cmd.run_bg", "{}", End(JobState.Failed, 2, "", "cannot fork\n"), "\"cannot fork\"", retcode: 2);

    private static void AssertFinish(string fun, string kwarg, ProcessEnd end, string expected, int retcode)
    {
        var call = Calls.Of(fun, fun.StartsWith("cmd.exec", StringComparison.Ordinal) ? """["sh","exit 3"]""" : """["sleep 30"]""", kwarg);
        var outcome = call.Function.Finish!(call, end);
        Assert.That((outcome.Return?.ToJsonString() ?? "null", outcome.Retcode), Is.EqualTo((expected, retcode)));
    }

    private static ProcessEnd End(JobState state, int exitCode, string stdout, string stderr, int signal = 0, bool ownTimeout = false) =>
        new(
            new EndRecord(state, exitCode, signal, "", "", 0, DateTimeOffset.UnixEpoch, stdout.Length, stderr.Length),
            Pid: 42, stdout, stderr, ownTimeout);
}
