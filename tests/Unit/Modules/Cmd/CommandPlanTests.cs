using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules.Cmd;

internal sealed class CommandPlanTests
{
    private static readonly FakeMinion Minion = new() { Grains = new JsonObject { ["shell"] = "/bin/sh" } };

    [Test]
    public void A_command_is_the_shells_by_default() =>
        Assert.That(Plan("""["echo $0"]""").Argv, Is.EqualTo(new[] { "/bin/sh", "-c", "echo $0" }));

    [TestCase("""["true"]""", "true")]
    [TestCase("[true]", "True")]
    [TestCase("[12]", "12")]
    public void A_command_stays_what_was_typed(string arg, string command) =>
        Assert.That(Plan(arg).Argv[2], Is.EqualTo(command));

    [Test]
    public void Without_a_shell_words_are_split_and_the_program_is_found_on_the_path()
    {
        var argv = Plan("""["sh -c 'echo a b'"]""", """{"python_shell":false,"env":{"PATH":"/nowhere:/bin"}}""").Argv;
        Assert.That(argv, Is.EqualTo(new[] { "/bin/sh", "-c", "echo a b" }));
    }

    [Test]
    public void A_list_runs_without_a_shell() =>
        Assert.That(Plan("""[["/bin/echo", "a b", 3]]""").Argv, Is.EqualTo(new[] { "/bin/echo", "a b", "3" }));

    [TestCase("""["pwd"]""", """{"cwd":"/nosuchdir"}""", "ERROR: Specified cwd '/nosuchdir' either not absolute or does not exist")]
    [TestCase("""["pwd"]""", """{"cwd":"usr"}""", "ERROR: Specified cwd 'usr' either not absolute or does not exist")]
    [TestCase("""["id"]""", """{"runas":"nosuchuser"}""", "ERROR: User 'nosuchuser' is not available")]
    [TestCase("""["id"]""", """{"shell":"/bin/nosuchshell"}""", "ERROR: The shell /bin/nosuchshell is not available")]
    [TestCase("""["id"]""", """{"umask":"9"}""", "ERROR: Invalid umask: '9'")]
    [TestCase("""["id"]""", """{"timeout":-1}""", "ERROR: timeout must be a number of seconds, not -1")]
    [TestCase("""["id"]""", """{"env":{"A=B":"c"}}""", "ERROR: 'A=B' is not the name of an environment variable")]
    [TestCase("""["a\u0000b"]""", "{}", "ERROR: embedded null byte")]
    [TestCase("""["nosuchcommand_x -y"]""", """{"python_shell":false}""",
        "ERROR: Unable to run command 'nosuchcommand_x', reason: No such file or directory")]
    [TestCase("""["echo 'a"]""", """{"python_shell":false}""", "ERROR: Unable to run command 'echo 'a', reason: No closing quotation")]
    [TestCase("""[""]""", """{"python_shell":false}""", "ERROR: Unable to run command '', reason: it names no program")]
    [TestCase("""["id"]""", """{"template":"mako"}""", "ERROR: Attempted to render file paths with unavailable engine mako")]
    public void What_cannot_start_is_refused_in_one_line(string arg, string kwarg, string message) =>
        Assert.That(() => Plan(arg, kwarg), Throws.InstanceOf<RefusedException>().With.Message.EqualTo(message));

    [Test]
    public void Chosen_variables_win_over_the_locale_that_is_reset()
    {
        var environment = Plan("""["env"]""", """{"env":[{"FOO":1},{"LC_TIME":"de_DE.UTF-8"},{"EMPTY":null}]}""").Environment;
        Assert.That(
            (environment["FOO"], environment["LC_TIME"], environment["LC_CTYPE"], environment["EMPTY"]),
            Is.EqualTo(("1", "de_DE.UTF-8", "C", "")));
    }

    [Test]
    public void A_clean_environment_has_only_what_was_chosen() => Assert.That(
        Plan("""["env"]""", """{"env":{"A":"b"},"clean_env":true,"reset_system_locale":false}""").Environment,
        Is.EqualTo(new Dictionary<string, string> { ["A"] = "b" }));

    [Test]
    public void Folders_can_be_put_before_the_path() => Assert.That(
        Plan("""["env"]""", """{"env":{"PATH":"/bin"},"prepend_path":"/opt/bin"}""").Environment["PATH"], Is.EqualTo("/opt/bin:/bin"));

    [TestCase("""{"stdin":"a\\nb"}""", "a\nb")]
    [TestCase("""{"stdin":"a\\nb","stdin_raw_newlines":true}""", "a\\nb")]
    [TestCase("""{"stdin":5}""", "5")]
    [TestCase("{}", null)]
    public void A_new_line_can_be_typed_into_stdin(string kwarg, string? expected) =>
        Assert.That(Plan("""["cat"]""", kwarg).Stdin, Is.EqualTo(expected));

    [TestCase("cmd.run", "{}", true)]
    [TestCase("cmd.shell", "{}", true)]
    [TestCase("cmd.run_stdout", "{}", false)]
    [TestCase("cmd.run_all", "{}", false)]
    [TestCase("cmd.run_all", """{"redirect_stderr":true}""", true)]
    public void The_streams_are_one_where_Salt_has_them_so(string fun, string kwarg, bool merged) =>
        Assert.That(Plan("""["ls"]""", kwarg, fun).MergeOutput, Is.EqualTo(merged));

    [Test]
    public void Limits_and_masks_are_taken_over()
    {
        var plan = Plan("""["ls"]""", """{"timeout":"2.5","umask":"077","cwd":"/usr"}""");
        Assert.That((plan.Timeout, plan.Umask, plan.Directory), Is.EqualTo((TimeSpan.FromSeconds(2.5), 63, "/usr")));
    }

    [Test]
    public void Code_goes_in_by_stdin_and_its_arguments_follow()
    {
        var plan = Plan("""["sh","echo $1"]""", """{"args":["a b"],"env":{"PATH":"/bin"}}""", "cmd.exec_code");
        Assert.That(plan.Stdin, Is.EqualTo("echo $1"));
        Assert.That(plan.Argv.Skip(3), Is.EqualTo(new[] { "sh", "/bin/sh", "a b" }));
    }

    [TestCase("cmd.run")]
    [TestCase("cmd.shell")]
    [TestCase("cmd.run_all")]
    [TestCase("cmd.run_stdout")]
    [TestCase("cmd.retcode")]
    public void In_the_background_the_shell_leaves_the_program_behind(string fun)
    {
        var plan = Plan("""["sleep 5"]""", """{"bg":true,"stdin":"x"}""", fun);
        Assert.That(plan.Argv, Is.EqualTo(Plan("""["sleep 5"]""", "{}", "cmd.run_bg").Argv));
        Assert.That((plan.MergeOutput, plan.Stdin), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public void A_template_leaves_the_plan_open()
    {
        var plan = Plan("""["echo {{ x }}"]""", """{"template":"jinja","cwd":"/{{ y }}","runas":"{{ z }}","stdin":"a","timeout":3}""");
        Assert.That((plan.IsOpen, plan.MergeOutput, plan.Stdin, plan.Timeout), Is.EqualTo((true, true, "a", TimeSpan.FromSeconds(3))));
    }

    private static ProcessPlan Plan(string arg, string kwarg = "{}", string fun = "cmd.run")
    {
        var call = Calls.Of(fun, arg, kwarg, Minion);
        return call.Function.Plan!(call);
    }
}
