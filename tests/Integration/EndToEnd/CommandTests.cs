using System.Text.RegularExpressions;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>What cmd.* prints on the operator's terminal, from a real shell on a real minion, in Salt's words and layout.</summary>
/// <remarks>Where Salt errs, ours differs: <c>true</c> is a program, and a timeout keeps the output so far and exits 1.</remarks>
[Parallelizable]
internal sealed partial class CommandTests
{
    private const string Failed = "ERROR: Minions returned with non-zero exit code";

    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [TestCase("", "cmd.run", "true")]
    [TestCase("bar\n/usr", "cmd.run", "echo $FOO; pwd", """env={"FOO": "bar"}""", "cwd=/usr")]
    [TestCase("/bin/bash", "cmd.shell", "echo $0")]
    [TestCase("2", "cmd.exec_code", "python3", "print(1+1)")]
    [TestCase("True", "cmd.has_exec", "sh")]
    [TestCase("/usr/bin/sh", "cmd.which", "sh")]
    [TestCase("nobody", "cmd.run", "id -un", "runas=nobody")]
    [TestCase("", "cmd.run", "exit 3", "ignore_retcode=True")]
    [TestCase("", "cmd.run", "exit 3", "success_retcodes=[3]")]
    [TestCase("out\nerr", "cmd.run", "echo out; echo err >&2")]
    [TestCase("hello", "cmd.run", "cat", "stdin=hello", "python_shell=True")]
    [TestCase("0077", "cmd.run", "umask", "umask=077")]
    [TestCase("----------\npid:\n    PID\nretcode:\n    0\nstderr:\nstdout:\n    hi", "cmd.run_all", "echo hi")]
    [TestCase("----------\npid:\n    PID", "cmd.run_bg", "true")]
    [TestCase("", "cmd.run", "sleep 300; true", "bg=True")]
    [TestCase("----------\npid:\n    PID\nretcode:\n    None\nstderr:\nstdout:", "cmd.run_all", "sleep 300", "bg=True")]
    [TestCase("----------\npid:\n    PID", "cmd.run_bg", "test {{ grains.id }} = minion1; sleep 300", "template=jinja")]
    [TestCase("minion1\n/usr", "cmd.run", "echo {{ grains.id }}; pwd", "template=jinja", "cwd=/{{ 'usr' }}")]
    [TestCase("over hi 0077", "cmd.shell", "echo {{ pillar.a.b }} $(cat) $(umask)", "template=jinja", "pillar={a: {b: over}}", "stdin=hi", "umask=077")]
    [TestCase("nobody", "cmd.run_stdout", "{% if salt['file.directory_exists']('/') %}id -un; echo x >&2{% endif %}", "template=jinja", "runas=nobody")]
    [TestCase("----------\npid:\n    PID\nretcode:\n    0\nstderr:\n    3\nstdout:\n    base", "cmd.run_all", "echo {{ saltenv }}; echo {{ 1 + 2 }} >&2", "template=jinja")]
    [TestCase("----------\npid:\n    PID\nretcode:\n    0\nstderr:\nstdout:\n    root /", "cmd.run_chroot", "/", "echo $(id -un) $(pwd)", "cwd=/usr")]
    [TestCase("----------\npid:\n    PID\nretcode:\n    0\nstderr:\nstdout:\n    nobody minion1", "cmd.run_chroot", "/", "echo $(id -un) {{ id }}", "runas=nobody", "template=jinja")]
    public async Task A_command_that_succeeds_prints_its_return_and_exits_0(string shown, params string[] words)
    {
        var result = await _cluster.CliAsync(["run", "minion1", .. words]);

        Assert.That(Masked(result.Out), Is.EqualTo(Nested(shown)), result.ToString());
        Assert.That(result.Exit, Is.Zero, result.ToString());
    }

    [TestCase("err", "cmd.run_stderr", "echo hi; echo err >&2; exit 3")]
    [TestCase("hi", "cmd.run_stdout", "echo hi; echo err >&2; exit 3")]
    [TestCase("4", "cmd.retcode", "exit 4")]
    [TestCase("/bin/bash: line 1: nosuchcommand_x: command not found", "cmd.run", "nosuchcommand_x -y")]
    [TestCase("ERROR: Specified cwd '/nosuchdir' either not absolute or does not exist", "cmd.run", "pwd", "cwd=/nosuchdir")]
    [TestCase("ERROR: User 'nosuchuser' is not available", "cmd.run", "id -un", "runas=nosuchuser")]
    [TestCase("start\necho start; sleep 30 : Timed out after 1 seconds", "cmd.run", "echo start; sleep 30", "timeout=1")]
    [TestCase("start\necho {{ 'start' }}; sleep 300 : Timed out after 10 seconds", "cmd.run", "echo {{ 'start' }}; sleep 300", "template=jinja", "timeout=10")]
    [TestCase("5", "cmd.retcode", "exit {{ 2 + 3 }}", "template=jinja")]
    [TestCase("-9", "cmd.retcode", "kill -9 $$")]
    [TestCase("-9", "cmd.retcode", "kill -{{ 9 }} $$", "template=jinja")]
    [TestCase("-11", "cmd.retcode", "kill -{{ 'SEGV' }} $$", "template=jinja")]
    [TestCase("-15", "cmd.retcode", "kill -TERM $$ # {{ id }}", "template=jinja")]
    [TestCase("137", "cmd.retcode", "sh -c 'kill -9 $$'; exit $?")]
    [TestCase("ERROR: Failed to execute cmd with error: the command, line 1: Jinja variable 'nosuch' is undefined\n    echo {{ nosuch }}", "cmd.run", "echo {{ nosuch }}", "template=jinja")]
    [TestCase("ERROR: Specified cwd '/nosuchdir' either not absolute or does not exist", "cmd.run", "pwd", "cwd=/nosuch{{ 'dir' }}", "template=jinja")]
    [TestCase("ERROR: Specified root '/nosuchdir' either not absolute or does not exist", "cmd.run_chroot", "/nosuchdir", "pwd")]
    [TestCase(
        "----------\npid:\n    PID\nretcode:\n    1\nstderr:\nstdout:\n    start\n    echo start; sleep 30 : Timed out after 1 seconds",
        "cmd.run_all", "echo start; sleep 30", "timeout=1")]
    public async Task A_command_that_fails_prints_what_it_left_and_exits_1(string shown, params string[] words)
    {
        var result = await _cluster.CliAsync(["run", "minion1", .. words]);

        Assert.That(Masked(result.Out), Is.EqualTo(Nested(shown)), result.ToString());
        Assert.That(result.Error, Does.Contain(Failed));
        Assert.That(result.Exit, Is.EqualTo(1), result.ToString());
    }

    [Test]
    public async Task Another_root_has_what_is_mounted_for_its_command_alone()
    {
        using var root = new TemporaryFolder();
        foreach (var folder in (string[])["bin", "lib", "lib64", "usr", "dev", "proc", "sys"]) Directory.CreateDirectory(root.Of(folder));
        File.WriteAllText(root.Of("marker"), "within");
        var binds = string.Join(", ", ((string[])["/bin", "/lib", "/lib64", "/usr"]).Where(Directory.Exists));
        var result = await _cluster.CliAsync(["run", "minion1", "cmd.run_chroot", root.Path, "cat /marker; test -e /proc/self/stat && test -c /dev/null && echo , mounted", $"binds=[{binds}]", "--out", "json"]);

        Assert.That(result.Out, Does.Contain("\"stdout\": \"within, mounted\""), result.ToString());
        Assert.That(Directory.EnumerateFileSystemEntries(root.Of("proc")).Concat(Directory.EnumerateFileSystemEntries(root.Of("usr"))), Is.Empty);
    }

    [TestCase("kill", "killed", "minion1", Description = "the output so far")]
    [TestCase("term", "killed", "minion1\nbye", Description = "the program's own answer to the signal")]
    public async Task What_is_rendered_is_followed_and_ended_as_any_command(string verb, string state, string left)
    {
        var job = await RunningJob.StartAsync(_cluster, "minion1", "cmd.run", "trap 'echo bye; exit 0' TERM; echo {{ id }}; sleep 300 & wait", "template=jinja");
        await job.PrintsAsync("minion1", "minion1");

        await _cluster.CliAsync("jobs", verb, job.Jid);

        Assert.That((string?)(await job.ReachesAsync("minion1", state))["ret"], Is.EqualTo(left));
    }

    private static string Nested(string shown) =>
        "minion1:\n" + string.Concat(shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"    {line}\n"));

    private static string Masked(string text) => Pid().Replace(text, "$1PID");

    [GeneratedRegex(@"(pid:\n\s+)\d+")]
    private static partial Regex Pid();
}
