using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Files of a real master, rendered on a real minion.</summary>
internal sealed class RenderTests
{
    private Cluster _cluster = null!;

    private string Files => Path.Combine(_cluster.Root, "srv", "salt");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1 });
        Write("app/init.sls", "{% from tpldir ~ '/map.jinja' import port with context %}\n{{ sls }}-{{ grains.id }}:\n  test.nop:\n    - port: {{ port }}\n    - who: {{ salt['cmd.run']('echo $((1 + 1))') }}");
        Write("app/map.jinja", "{% import_yaml 'app/defaults.yaml' as defaults %}{% set port = defaults.port + 1 %}");
        Write("app/defaults.yaml", "port: 8000");
        Write("bad.sls", "a: 1\nb: {{ pillar['nosuch']['x'] }}");
        await File.WriteAllTextAsync(Path.Combine(_cluster.Root, "secret"), "secret");
        File.CreateSymbolicLink(Path.Combine(Files, "out"), Path.Combine(_cluster.Root, "secret"));
        File.CreateSymbolicLink(Path.Combine(Files, "up"), _cluster.Root);
        File.CreateSymbolicLink(Path.Combine(Files, "inside.yaml"), "app/defaults.yaml");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_state_renders_with_what_it_imports()
    {
        var rendered = await _cluster.CliAsync("render", "salt://app/init.sls", "--minion", "minion1", "--sls", "app", "--out", "json");
        Assert.That(JsonNode.Parse(rendered.Out)!["minion1"]!.ToJsonString(), Is.EqualTo("""{"app-minion1":{"test.nop":[{"port":8001},{"who":2}]}}"""), rendered.ToString());
    }

    [Test]
    public async Task What_a_template_logs_is_in_the_minions_log()
    {
        Write("log.sls", "{% do salt['log.warning']('seen by ' ~ id) %}{% set all = salt['cmd.run_all']('echo out; echo err >&2; exit 3') %}{{ [all.stdout, all.stderr, all.retcode] | json }}");
        var rendered = await _cluster.CliAsync("render", "salt://log.sls", "--minion", "minion1", "--out", "json");
        Assert.That(JsonNode.Parse(rendered.Out)!["minion1"]!.ToJsonString(), Is.EqualTo("""["out","err",3]"""), rendered.ToString());
        Assert.That(_cluster.Minion("minion1").Error.ToString(), Does.Contain("seen by minion1"));
    }

    [Test]
    public async Task What_is_missing_is_named_with_file_and_line()
    {
        var rendered = await _cluster.CliAsync("render", "salt://bad.sls", "--minion", "minion1");
        Assert.That(rendered.Out, Does.Contain("ERROR: salt://bad.sls, line 2: Jinja variable 'dict object' has no attribute 'nosuch'").And.Contain("b: {{ pillar['nosuch']['x'] }}"));
        Assert.That(rendered.Exit, Is.EqualTo(ExitCodes.SomeFailed));
    }

    [Test]
    public async Task Only_what_is_below_the_roots_is_served()
    {
        var listed = await _cluster.CliAsync("run", "minion1", "cp.list_master", "--out", "json");
        var paths = JsonNode.Parse(listed.Out)!["minion1"]!.AsArray().Select(path => (string)path!);
        Assert.That(paths, Is.EqualTo((string[])["app/defaults.yaml", "app/init.sls", "app/map.jinja", "bad.sls", "inside.yaml"]));
    }

    [TestCase("salt://out")]
    [TestCase("salt://up/secret")]
    [TestCase("salt://../../secret")]
    [TestCase("salt:///etc/passwd")]
    public async Task Nothing_else_can_be_fetched(string url)
    {
        var fetched = await _cluster.CliAsync("run", "minion1", "cp.get_file_str", url);
        Assert.That(fetched.Out, Is.EqualTo("minion1:\n    False\n"), fetched.ToString());
    }

    [Test]
    public async Task A_file_that_changed_is_fetched_anew()
    {
        Write("news", "one");
        var before = await _cluster.CliAsync("run", "minion1", "cp.get_file_str", "salt://news");
        Write("news", "two!");
        var after = await _cluster.CliAsync("run", "minion1", "cp.get_file_str", "salt://news");
        File.Delete(Path.Combine(Files, "news"));
        var gone = await _cluster.CliAsync("run", "minion1", "cp.get_file_str", "salt://news");

        Assert.That((before.Out, after.Out, gone.Out), Is.EqualTo(("minion1:\n    one\n", "minion1:\n    two!\n", "minion1:\n    False\n")));
    }

    private void Write(string path, string content)
    {
        var place = Path.Combine(Files, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, content);
    }
}
