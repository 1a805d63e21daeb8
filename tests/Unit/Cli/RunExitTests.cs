using FsCheck;
using FsCheck.Fluent;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Cli;

public class RunExitTests
{
    [TestCase("", ExitCodes.NothingReached)]
    [TestCase("undelivered", ExitCodes.NothingReached)]
    [TestCase("undelivered undelivered", ExitCodes.NothingReached)]
    [TestCase("succeeded", ExitCodes.Success)]
    [TestCase("succeeded succeeded", ExitCodes.Success)]
    [TestCase("succeeded failed", ExitCodes.SomeFailed)]
    [TestCase("timed_out", ExitCodes.SomeFailed)]
    [TestCase("killed", ExitCodes.SomeFailed)]
    [TestCase("lost", ExitCodes.SomeFailed)]
    [TestCase("refused", ExitCodes.SomeFailed)]
    [TestCase("running succeeded", ExitCodes.SomeFailed, Description = "went away while running")]
    [TestCase("accepted", ExitCodes.SomeFailed)]
    [TestCase("succeeded undelivered", ExitCodes.SomeUnreached)]
    [TestCase("succeeded queued", ExitCodes.SomeUnreached)]
    [TestCase("queued", ExitCodes.SomeUnreached)]
    [TestCase("undelivered queued", ExitCodes.SomeUnreached)]
    [TestCase("undelivered failed", ExitCodes.SomeFailed)]
    [TestCase("undelivered refused queued", ExitCodes.SomeFailed)]
    public void The_states_of_all_targets_make_the_exit_code(string states, int expected) => Assert.That(
        RunExit.Of([.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(JobStates.Parse)]),
        Is.EqualTo(expected));

    [FsCheck.NUnit.Property]
    public Property Only_success_everywhere_is_0() => Prop.ForAll(
        Gen.NonEmptyListOf(Gen.Elements(Enum.GetValues<JobState>())).ToArbitrary(),
        states => (RunExit.Of([.. states]) == ExitCodes.Success) == states.All(state => state == JobState.Succeeded));
}
