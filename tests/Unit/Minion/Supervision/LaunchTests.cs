using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Supervision;

public sealed class LaunchTests
{
    [TestCase("HOME=/root LANG=C", "", "HOME=/root LANG=C", "")]
    [TestCase("A=1 PWD=/x", "", "A=1", "-- PWD=/x")]
    [TestCase("A.B=1 9=2 LD_PRELOAD=x BASH_ENV=y", "", "", "-- A.B=1 9=2 LD_PRELOAD=x BASH_ENV=y")]
    [TestCase("A=1", "_", "A=1", "-u _ --")]
    [TestCase("A=1 _=x", "_", "A=1", "-- _=x")]
    [TestCase("", "", "", "")]
    public void What_a_shell_would_not_pass_on_is_set_behind_it(string environment, string added, string inherited, string behind)
    {
        var variables = Words(environment).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var split = ShellEnvironment.Split(variables, Words(added));
        Assert.Multiple(() =>
        {
            Assert.That(split.Inherited, Is.EqualTo(Words(inherited)));
            Assert.That(split.Behind, Is.EqualTo(Words(behind)));
        });
    }

    [Test]
    public void The_wrappers_words_end_in_the_plans()
    {
        var plan = Plan("/bin/prog", "a b") with { RunAs = new RunAs("joe", 5, 6, [6, 7]) };
        var words = Wrapper.Words(plan, "/cg/cgroup.procs", 18, ["--", "PWD=/x"], new Tools("/env", "/setpriv", "/cat"));
        Assert.That(
            words.Skip(4),
            Is.EqualTo(new[]
            {
                "/cg/cgroup.procs", "22", "/setpriv", "--reuid=5", "--regid=6", "--groups=6,7", "--",
                "/env", "--", "PWD=/x", "/bin/prog", "a b",
            }));
    }

    [Test]
    public void A_user_without_groups_keeps_none_of_ours()
    {
        var plan = Plan("/bin/prog") with { RunAs = new RunAs("joe", 5, 6, []) };
        Assert.That(Wrapper.Words(plan, "", 18, [], new Tools("/env", "/setpriv", "/cat")), Does.Contain("--clear-groups"));
    }

    [TestCase("/bin/prog", "prog", 127, false)]
    [TestCase("/bin/sh", "sh", 127, false)]
    [TestCase("/bin/sh", "sh", 126, false)]
    [TestCase("/usr/bin/env", "env", 125, false)]
    [TestCase("/bin/prog", "other", 126, false)]
    [TestCase("/bin/prog", "sh", 1, false)]
    [TestCase("/bin/prog", "sh", 127, true)]
    [TestCase("/bin/prog", "sh", 126, true)]
    [TestCase("/bin/prog", "env", 125, true)]
    [TestCase("/bin/sh", "env", 126, true)]
    [TestCase("/bin/sh", "setpriv", 1, true)]
    [TestCase("/bin/sh", Wrapper.NotJoined, 126, true)]
    [TestCase("/opt/a-rather-long-name", "a-rather-long-n", 127, false)]
    public void A_program_was_not_executed_if_its_process_still_bears_a_wrappers_name(string program, string name, int code, bool isNot)
    {
        var plan = Plan(program) with { RunAs = new RunAs("joe", 5, 6, []) };
        Assert.That(NotExecuted.Reason(plan, new RootExit(code, 0, name)), isNot ? Is.Not.Null : Is.Null);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static LaunchPlan Plan(params string[] argv) => new()
    {
        Jid = Jid.Parse("20260101000000000001"),
        Folder = "/jobs/20260101000000000001",
        Argv = argv,
        Environment = new Dictionary<string, string>(),
        Directory = "/",
        Grace = TimeSpan.FromSeconds(10),
        OutputMax = 1,
    };
}
