using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>What templates reach as <c>salt['module.function']</c> is the function that jobs call.</summary>
internal sealed class TemplateFunctionTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1 });
        var files = Path.Combine(_cluster.Root, "srv", "salt", "app", "conf");
        Directory.CreateDirectory(files);
        await File.WriteAllTextAsync(Path.Combine(files, "a.txt"), "text of a");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _cluster.DisposeAsync();

    [TestCase("salt['cmd.run']('echo $WORD from $0', env={'WORD': 'hello'}, shell='/bin/bash')", "hello from /bin/bash")]
    [TestCase("salt.cmd.run('echo $((20 + 1)); echo err >&2; exit 3')", "21\nerr")]
    [TestCase("salt['cmd.run_stdout']('echo out; echo err >&2')", "out")]
    [TestCase("salt['cmd.run'](['echo', '$HOME', 'a b'], python_shell=False)", "$HOME a b")]
    [TestCase("salt['cmd.run_all']('echo out; exit 7', cwd='/tmp')['retcode'] + 1", "8")]
    [TestCase("salt['cmd.retcode']('exit 4') * 2", "8")]
    [TestCase("salt['cmd.run']('cat', stdin='from here')", "from here")]
    [TestCase("salt['cmd.run']('tr \"\\\\0\" \" \" </proc/$PPID/cmdline').split()[1]", "supervisor")]
    [TestCase("salt['cmd.run']('echo before; sleep 60', timeout=1).split('\n')[0]", "before")]
    [TestCase("salt['user.info']('root').home ~ salt['user.info']('root').groups[0]", "/rootroot")]
    [TestCase("salt['user.info']('nosuchuser') | length", "0")]
    [TestCase("salt['file.file_exists']('/etc/passwd') ~ salt['file.directory_exists']('/etc/passwd')", "TrueFalse")]
    [TestCase("salt['file.contains_regex']('/etc/passwd', '^root:')", "True")]
    [TestCase("salt['file.contains_regex']('/etc/passwd', '^oot:', lchar='r')", "True")]
    [TestCase("salt['environ.get']('NO_SUCH_NAME', 'other')", "other")]
    [TestCase("salt['pkg.version']('bash') != '' and salt['pkg.version']('nosuchpackage') == ''", "True")]
    [TestCase("salt['pkg.version']('bash', 'nosuchpackage').nosuchpackage == ''", "True")]
    [TestCase("salt['cp.get_file_str']('salt://app/conf/a.txt?saltenv=base')", "text of a")]
    [TestCase("salt['cp.list_master_dirs'](prefix='app') | join(',')", "app,app/conf")]
    [TestCase("salt['test.arg'](1, [2, {'three': 4}]).args[1][1].three", "4")]
    [TestCase("salt['sys.argspec']('cmd.run') | length > 0", "True")]
    public async Task It_answers_as_in_a_job(string expression, string answer)
    {
        var rendered = await RenderAsync(expression);
        Assert.That(JsonNode.Parse(rendered.Out)!["minion1"]!.ToString(), Is.EqualTo(answer), rendered.ToString());
    }

    [TestCase("salt['cmd.run']('true', nosuch=1)", "nosuch")]
    [TestCase("salt['cmd.run']('true', runas='nosuchuser')", "User 'nosuchuser' is not available")]
    [TestCase("salt['cmd.run']('true', shell='/no/shell')", "The shell /no/shell is not available")]
    [TestCase("salt['file.read']('/no/such/file')", "/no/such/file cannot be read")]
    [TestCase("salt['file.readdir']('/no/such/folder')", "there is no folder /no/such/folder")]
    [TestCase("salt['file.contains_regex']('/etc/passwd', '(')", "the regular expression '('")]
    [TestCase("salt['test.exception']('of mine')", "of mine")]
    [TestCase("salt['no.such']()", "no.such")]
    public async Task What_it_refuses_is_the_templates_failure_with_its_line(string expression, string sentence)
    {
        var rendered = await RenderAsync("1 }}\n{{ " + expression);
        Assert.That(rendered.Exit, Is.EqualTo(ExitCodes.SomeFailed), rendered.ToString());
        Assert.That(rendered.Out, Does.Contain(", line 2: ").And.Contain(sentence));
    }

    [Test]
    public async Task A_template_that_calls_what_renders_it_comes_to_an_end()
    {
        await File.WriteAllTextAsync(Path.Combine(_cluster.Root, "srv", "salt", "itself.sls"), "{{ salt['state.show_sls']('itself') | join }}: {}");
        var shown = await _cluster.CliAsync("run", "minion1", "state.show_sls", "itself");
        Assert.That(shown.Exit, Is.EqualTo(ExitCodes.SomeFailed));
        Assert.That(shown.Out, Does.Contain("Rendering SLS 'base:itself' failed"));
    }

    private async Task<CliResult> RenderAsync(string expression)
    {
        await File.WriteAllTextAsync(Path.Combine(_cluster.Root, "srv", "salt", "expression"), "{{ " + expression + " }}");
        return await _cluster.CliAsync("run", "minion1", "slsutil.renderer", "salt://expression", "default_renderer=jinja", "--out", "json");
    }
}
