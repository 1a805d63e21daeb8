using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

/// <summary>A program that never ran is told from one that ended with the same exit code.</summary>
public sealed class NotExecutedTests
{
    private TestMinion _minion = null!;

    [OneTimeSetUp]
    public void SetUp() => _minion = new TestMinion();

    [OneTimeTearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task A_directory_that_has_gone()
    {
        var plan = _minion.Accept("true");
        Directory.Delete(plan.Directory);
        await AssertNotExecutedAsync(plan, 126, $"its directory '{plan.Directory}' cannot be entered: No such file or directory");
    }

    [Test]
    public async Task A_program_that_is_not_there() =>
        await AssertNotExecutedAsync(_minion.AcceptProgram("/no/such/program"), 127, "there is no program '/no/such/program'");

    [Test]
    public async Task A_program_that_may_not_be_executed() =>
        await AssertNotExecutedAsync(_minion.AcceptProgram("/etc/passwd"), 126, "'/etc/passwd' cannot be executed: Permission denied");

    [Test]
    public async Task A_program_that_is_a_directory() =>
        await AssertNotExecutedAsync(_minion.AcceptProgram("/etc"), 126, "'/etc' is a directory");

    [Test]
    public async Task A_script_whose_interpreter_is_not_there()
    {
        var plan = _minion.Accept("replaced");
        var script = Script(plan, "#!/no/such/interpreter\n");
        await AssertNotExecutedAsync(plan with { Argv = [script] }, 127, $"'{script}' or its interpreter is missing");
    }

    [Test]
    public async Task An_argument_that_cannot_be_passed() =>
        await AssertNotExecutedAsync(_minion.AcceptProgram("/bin/echo", "a\0b"), 126, "an argument or a variable holds a NUL");

    [Test]
    public async Task A_script_that_ends_as_shells_do_was_executed()
    {
        var plan = _minion.Accept("replaced");
        var end = await _minion.RunAsync(plan with { Argv = [Script(plan, "#!/bin/sh\nexit 127\n")] });
        Assert.That((end.State, end.ExitCode, end.Reason), Is.EqualTo((JobState.Failed, 127, "")));
    }

    private static string Script(LaunchPlan plan, string text)
    {
        var path = Path.Combine(plan.Directory, "script");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private async Task AssertNotExecutedAsync(LaunchPlan plan, int code, string reason)
    {
        var end = await _minion.RunAsync(plan);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Failed));
            Assert.That(end.Reason, Is.EqualTo(reason));
            Assert.That(end.ExitCode, Is.EqualTo(code));
        });
    }
}
