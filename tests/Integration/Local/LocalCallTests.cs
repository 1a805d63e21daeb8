using System.Text.RegularExpressions;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Local;

/// <summary><c>salt-minion call</c> with real programs, without a master and without a daemon.</summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LocalCallTests
{
    private readonly TemporaryFolder _folder = new();

    [SetUp]
    public void SetUp()
    {
        Directory.CreateDirectory(_folder.Of("etc/salt"));
        File.WriteAllText(_folder.Of("etc/salt/minion"), "id: web1.example\ngrains: {shell: /bin/sh}\n");
    }

    [TearDown]
    public async Task TearDown()
    {
        await Leftovers.EndAsync(_folder.Path);
        _folder.Dispose();
    }

    [TestCase("cmd.run|echo hi; echo err >&2; exit 3", 1, "local:\n    hi\n    err\n")]
    [TestCase("cmd.run|exit 3|--retcode-passthrough", 3, "local:\n")]
    [TestCase("cmd.run|true", 0, "local:\n")]
    [TestCase("cmd.run_stdout|echo hi; echo err >&2", 0, "local:\n    hi\n")]
    [TestCase("cmd.run_stderr|echo hi; echo err >&2", 0, "local:\n    err\n")]
    [TestCase("cmd.retcode|exit 7|--out=txt", 1, "local: 7\n")]
    [TestCase("cmd.run|exit 3|ignore_retcode=True|--out=json", 0, "{\n    \"local\": \"\"\n}\n")]
    [TestCase("cmd.run|exit 3|success_retcodes=[3]", 0, "local:\n")]
    [TestCase("cmd.run|echo $FOO $LC_TIME; pwd|env={\"FOO\": \"bar\"}|cwd=/usr", 0, "local:\n    bar C\n    /usr\n")]
    [TestCase("cmd.run|printf 'a  b'|python_shell=False|--out=txt", 0, "local: a  b\n")]
    [TestCase("cmd.run|cat; umask|stdin=a\\nb\\n|umask=077", 0, "local:\n    a\n    b\n    0077\n")]
    [TestCase("cmd.run|printf 'a\\377b'|--out=txt", 0, "local: a\uFFFDb\n")]
    [TestCase("cmd.run|echo start; sleep 60|timeout=1", 1, "local:\n    start\n    echo start; sleep 60 : Timed out after 1 seconds\n")]
    [TestCase("cmd.exec_code|sh|echo \"$1\"; exit 4|args=[\"a b\"]", 1, "local:\n    a b\n")]
    [TestCase("cmd.run|echo {{ id }}|template=jinja", 0, "local:\n    web1.example\n")]
    [TestCase("cmd.run|exec sleep 300|bg=True|--out=json", 0, "{\n    \"local\": \"\"\n}\n")]
    [TestCase("test.sleep|0.01", 0, "local:\n    True\n")]
    public async Task It_runs_the_program_and_prints_its_return(string words, int exit, string output) =>
        Assert.That(await CallAsync(words), Is.EqualTo(new CliResult(exit, output, "")));

    [TestCase("cmd.run|pwd|cwd=/nosuchdir", 1, "ERROR: Specified cwd '/nosuchdir' either not absolute or does not exist\n")]
    [TestCase("cmd.run|id -un|runas=nosuchuser", 1, "ERROR: User 'nosuchuser' is not available\n")]
    [TestCase("cmd.exec_code|nosuchlang|x", 1, "ERROR: Unable to run command 'nosuchlang', reason: No such file or directory\n")]
    [TestCase("cmd.run|{{ nosuch }}|template=jinja", 1, "ERROR: Failed to execute cmd with error: the command, line 1: Jinja variable 'nosuch' is undefined\n    {{ nosuch }}\n")]
    [TestCase("nosuch.func", 1, "'nosuch.func' is not available.\n")]
    [TestCase("--bogus", 64, "salt-minion: no such option: --bogus\n")]
    public async Task What_cannot_start_is_one_line_of_stderr(string words, int exit, string error) =>
        Assert.That(await CallAsync(words), Is.EqualTo(new CliResult(exit, "", error)));

    [Test]
    public async Task Another_user_gets_its_own_ids_groups_and_home()
    {
        Assume.That(Environment.UserName, Is.EqualTo("root"), "only root may become somebody else");
        var result = await CallAsync("cmd.run|id -u; id -G; echo $USER $HOME|runas=daemon|--out=newline_values_only");
        Assert.That(result.Out, Does.Match(@"\A1\n1\ndaemon /usr/sbin\n\z"), result.ToString());
    }

    [Test]
    public async Task What_goes_to_the_background_stays_and_is_told_by_its_pid()
    {
        var result = await CallAsync("cmd.run_bg|exec sleep 300|--out=json");
        var pid = int.Parse(Regex.Match(result.Out, "\"pid\": ([0-9]+)").Groups[1].Value);
        Assert.That(File.ReadAllText($"/proc/{pid}/cmdline"), Is.EqualTo("sleep\0300\0"));
    }

    [Test]
    public async Task Ctrl_C_ends_the_program_and_all_it_started()
    {
        var pidFile = _folder.Of("pid");
        using var call = Start($"cmd.run|setsid sh -c 'echo $$ >{pidFile}; exec sleep 300' & wait");
        await Eventually.ReachesAsync("the program's pid", () => File.Exists(pidFile) ? File.ReadAllText(pidFile) : "", text => text.EndsWith('\n'));
        call.Send(Signals.Interrupt);
        Assert.That(await call.FinishAsync(), Is.EqualTo(new CliResult(130, "", "")));
        Assert.That(Directory.Exists($"/proc/{File.ReadAllText(pidFile).Trim()}"), Is.False);
    }

    [Test]
    public async Task Nothing_of_a_call_is_left_on_the_disk()
    {
        await CallAsync("cmd.run|true");
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Of("tmp")), Is.Empty);
    }

    private async Task<CliResult> CallAsync(string words)
    {
        using var call = Start(words);
        return await call.FinishAsync();
    }

    private RunningProgram Start(string words)
    {
        Directory.CreateDirectory(_folder.Of("tmp"));
        return RunningProgram.Start(
            "/usr/bin/env", _folder.Path, [$"TMPDIR={_folder.Of("tmp")}", Programs.Minion, "call", "--root", _folder.Path, .. words.Split('|')]);
    }
}
