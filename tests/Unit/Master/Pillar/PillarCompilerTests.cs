using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Master.Pillar;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Tests.Unit.Master.Pillar;

/// <summary>From pillar files to one minion's pillar.</summary>
internal sealed class PillarCompilerTests
{
    private string _root = "";

    [SetUp]
    public void Make() => _root = Directory.CreateTempSubdirectory("salt-pillar-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void The_top_file_says_which_files_are_whose()
    {
        Write("top.sls", """
            base:
              '*': [common]
              'web* and G@os:Debian': [web]
              'os:RedHat':
                - match: grain
                - redhat
              'db1,db2':
                - match: list
                - db
              'roles:(web|db)':
                - match: grain_pcre
                - roles
            """);
        foreach (var name in (string[])["common", "web", "redhat", "db", "roles"]) Write($"{name}.sls", $"{name}: true");

        Assert.That(Compile("web1", """{"os": "Debian", "roles": ["web"]}"""), Is.EqualTo("""{"common":true,"web":true,"roles":true}"""));
        Assert.That(Compile("db1", """{"os": "RedHat"}"""), Is.EqualTo("""{"common":true,"redhat":true,"db":true}"""));
    }

    [Test]
    public void Maps_are_merged_and_all_else_is_the_later_ones()
    {
        Write("top.sls", "base: {'*': [a, b.c]}");
        Write("a.sls", "app: {port: 1, list: [1, 2], deep: {x: 1}}");
        Write("b/c.sls", "app: {port: 2, list: [3], deep: {y: 2}}");

        Assert.That(Compile("web1"), Is.EqualTo("""{"app":{"port":2,"list":[3],"deep":{"x":1,"y":2}}}"""));
        Assert.That(Compile("web1", mergeLists: true), Is.EqualTo("""{"app":{"port":2,"list":[1,2,3],"deep":{"x":1,"y":2}}}"""));
    }

    [Test]
    public void What_includes_decides_over_what_is_included()
    {
        Write("top.sls", "base: {'*': [web]}");
        Write("web/init.sls", "include: [.site, ..shared, users: {key: 'people:all'}]\nport: 80");
        Write("web/site.sls", "port: 1\nsite: x");
        Write("shared.sls", "shared: y");
        Write("users.sls", "alice: 1");

        Assert.That(Compile("web1"), Is.EqualTo("""{"port":80,"site":"x","shared":"y","people":{"all":{"alice":1}}}"""));
    }

    [Test]
    public void Environments_have_trees_of_their_own()
    {
        Write("top.sls", "base: {'*': [a]}\ndev: {'web*': [a]}");
        Write("a.sls", "from: base");
        Write("dev/a.sls", "dev: yes");

        var data = Compile("web1", roots: new() { ["base"] = [_root], ["dev"] = [Path.Combine(_root, "dev")] });

        Assert.That(data, Is.EqualTo("""{"from":"base","dev":true}"""));
    }

    [Test]
    public void Claims_are_named()
    {
        Write("top.sls", "base: {'G@os:Debian': [a], '*': [a], 'G@os:RedHat': [a]}");
        Write("a.sls", "a: 1");

        Assert.That(Compiled("web1", """{"os": "Debian"}""", false, null).Claims, Is.EqualTo(new[] { "G@os:Debian" }));
    }

    [TestCase("a: {{ x }}", "a.sls, line 1: Jinja variable 'x' is undefined")]
    [TestCase("x: 1\n{% if x %}", "a.sls, line 2: Jinja syntax error: Unexpected end of template. Looked for: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if' of line 2.")]
    [TestCase("#!py\nx", "a.sls, line 1: there is no renderer 'py'; there are jinja, yaml, json, text")]
    [TestCase("a: 1\nb: [1\nc: 2", "a.sls, line 2: YAML error in column 4: a bracket or brace that was opened here is not closed")]
    [TestCase("a: 1\na: 2", "a.sls, line 2: YAML error in column 1: the key 'a' is there twice, first in line 1")]
    [TestCase("- a", "a.sls, line 1: a map is needed here, of keys and values")]
    [TestCase("include: x", "a.sls: include: a list of file names is needed")]
    [TestCase("include: [nosuch]", "Specified SLS 'nosuch' in environment 'base' is not available on the salt master, which a includes")]
    [TestCase("include: [a]", "a includes itself: a → a")]
    public void A_broken_file_is_named_with_line_and_cause(string content, string message)
    {
        Write("top.sls", "base: {'*': [a]}");
        Write("a.sls", content);

        Assert.That(() => Compile("web1"), Throws.InstanceOf<PillarFault>().With.Message.EndsWith(message));
    }

    [TestCase("base: {'*': [nosuch]}", "Specified SLS 'nosuch' in environment 'base' is not available on the salt master")]
    [TestCase("base: {'web* and': [a]}", "top.sls: base: 'web* and': target: a target is missing at the end\n  web* and\n          ^")]
    [TestCase("base: {'I@a:b': [a]}", "top.sls: base: 'I@a:b': the pillar cannot depend on itself")]
    [TestCase("base: [a]", "top.sls: environment base: a map of targets is needed")]
    [TestCase("base: {'*': [{a: b, c: d}]}", "top.sls: base: '*': a list of file names is needed, and 'match: KIND', 'order: NUMBER' and 'ignore_missing: True' at most")]
    public void A_broken_top_file_is_named(string content, string message)
    {
        Write("top.sls", content);

        Assert.That(() => Compile("web1"), Throws.InstanceOf<PillarFault>().With.Message.EndsWith(message));
    }

    [TestCase("- one\n    - not_there\n    - ignore_missing: True", """{"v":1}""")]
    [TestCase("- ignore_missing: true\n    - not_there\n    - one\n    - nor.this", """{"v":1}""")]
    [TestCase("- one\n    - ignore_missing: False", """{"v":1}""")]
    [TestCase("- not_there\n    - {match: glob, ignore_missing: 1}", "{}")]
    public void Files_that_are_missing_may_be_passed_over(string section, string expected)
    {
        Write("top.sls", $"base:\n  '*':\n    {section}");
        Write("one.sls", "v: 1");

        Assert.That(Compile("minion1"), Is.EqualTo(expected));
    }

    [TestCase("- ignore_missing: False\n    - not_there")]
    [TestCase("- not_there\n    - ignore_missing: 0")]
    public void Others_are_a_fault(string section)
    {
        Write("top.sls", $"base:\n  '*':\n    {section}");

        Assert.That(() => Compile("minion1"), Throws.InstanceOf<PillarFault>().With.Message.Contains("Specified SLS 'not_there'"));
    }

    [TestCase("2", "1", "late")]
    [TestCase("1", "2", "early")]
    [TestCase("0", "0", "early")]
    [TestCase("'2'", "1", "late")]
    [TestCase("nonsense", "-1", "late")]
    public void Targets_of_a_top_file_have_an_order(string late, string early, string value)
    {
        Write("top.sls", $"base:\n  'min*':\n    - order: {late}\n    - late\n  'minion1':\n    - order: {early}\n    - early");
        Write("late.sls", "v: late\nl: 1");
        Write("early.sls", "v: early\ne: 1");

        Assert.That(Compile("minion1"), Does.Contain($"\"v\":\"{value}\"").And.Contain("\"l\":1").And.Contain("\"e\":1"));
    }

    [TestCase("[all]", "include: [parts.*]\nz: 1", """{"a":1,"b":2,"z":1}""")]
    [TestCase("['parts.*']", "z: 1", """{"a":1,"b":2}""")]
    [TestCase("['parts.[b]', 'al?']", "z: 1", """{"b":2,"z":1}""")]
    [TestCase("[all]", "include: ['parts.*': {key: k}]\nz: 1", """{"k":{"a":1,"b":2},"z":1}""")]
    [TestCase("[all]", "include: ['.a*', '.part*.a']\nz: 1", """{"a":1,"z":1}""")]
    [TestCase("[all]", "include: [nothing.*]\nz: 1", """{"z":1}""")]
    public void Names_may_be_patterns(string top, string all, string expected)
    {
        Write("top.sls", $"base: {{'*': {top}}}");
        Write("all.sls", all);
        Write("parts/b.sls", "b: 2");
        Write("parts/a.sls", "a: 1");

        Assert.That(Compile("minion1"), Is.EqualTo(expected));
    }

    [Test]
    public void A_rendering_without_end_is_a_fault_of_the_pillar()
    {
        Write("top.sls", "base: {'*': [a]}");
        Write("a.sls", "a: 1\nb: {{ [1, 2] | slice(2000000000) | list | length }}");

        Assert.That(() => Compile("minion1"), Throws.InstanceOf<PillarFault>().With.Message.Contains("a.sls, line 2").And.Message.Contains("makes more text and lists than it may"));
    }

    [Test]
    public void Without_a_top_file_the_pillar_is_empty() => Assert.That(Compile("web1"), Is.EqualTo("{}"));

    [Test]
    public void Files_are_rendered_with_the_minions_grains()
    {
        Write("top.sls", "base: {'*': [{% if grains.os == 'Debian' %}a{% else %}nosuch{% endif %}]}");
        Write("a.sls", "{% from 'lib.jinja' import port %}{% set os = grains['os'] %}\nid: {{ grains.id | d(id) }}\nos: {{ os | lower }}\nport: {{ port(8000) }}\nsls: {{ sls }} {{ tpldir }}\ninclude: [b: {defaults: {n: 2}}]");
        Write("b.sls", "twice: {{ n * 2 }}\nfamily: {{ salt['grains.filter_by']({'Debian': 'apt', 'default': 'none'}, grain='os') }}");
        Write("lib.jinja", "{% macro port(base) %}{{ base + 80 }}{% endmacro %}");

        Assert.That(Compile("web1", """{"os": "Debian"}"""), Is.EqualTo("""{"twice":4,"family":"apt","id":"web1","os":"debian","port":8080,"sls":"a ."}"""));
    }

    [Test]
    public void Files_are_written_as_the_configuration_says()
    {
        Write("top.sls", "base:\n  '*':\n% for name in ['a', 'b']\n    - {{ name }}\n% endfor");
        Write("a.sls", "a: 1");
        Write("b.sls", "b: 2");

        var options = new PillarOptions(new Dictionary<string, IReadOnlyList<string>> { ["base"] = [_root] }, false, TargetContext.None, new JinjaOptions { LineStatementPrefix = "%" });
        Assert.That(new PillarCompiler(options, NullLogger.Instance).Compile(new TargetSubject(MinionId.Parse("web1"), null, null)).Data.ToJsonString(), Is.EqualTo("""{"a":1,"b":2}"""));
    }

    [TestCase(null, """{"a":1,"b":2,"c":3}""")]
    [TestCase("base", """{"a":1}""")]
    [TestCase("dev", """{"b":2}""")]
    [TestCase("nosuch", "{}")]
    public void Of_one_environment_its_own_top_file_and_its_own_files_count(string? only, string pillar)
    {
        Write("base/top.sls", "base: {'*': [a]}\nother: {'*': [c]}");
        Write("base/a.sls", "a: 1");
        Write("dev/top.sls", "dev: {'*': [b]}");
        Write("dev/b.sls", "b: 2");
        Write("other/c.sls", "c: 3");
        var roots = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var environment in (string[])["base", "dev", "other"]) roots[environment] = [Path.Combine(_root, environment)];
        var compiler = new PillarCompiler(new PillarOptions(roots, false, TargetContext.None, new JinjaOptions()), NullLogger.Instance);

        var data = compiler.Compile(new TargetSubject(MinionId.Parse("web1"), null, null), only: only).Data;

        Assert.That(data.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"\"{entry.Key}\":{entry.Value}"), Is.EqualTo(pillar.Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public void A_yaml_shebang_is_plain_YAML()
    {
        Write("top.sls", "base: {'*': [a]}");
        Write("a.sls", "#!yaml\na: 1");

        Assert.That(Compile("web1"), Is.EqualTo("""{"a":1}"""));
    }

    private void Write(string path, string content)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private string Compile(string id, string grains = "{}", bool mergeLists = false, Dictionary<string, IReadOnlyList<string>>? roots = null) =>
        Compiled(id, grains, mergeLists, roots).Data.ToJsonString();

    private CompiledPillar Compiled(string id, string grains, bool mergeLists, Dictionary<string, IReadOnlyList<string>>? roots) =>
        new PillarCompiler(new PillarOptions(roots ?? new() { ["base"] = [_root] }, mergeLists, TargetContext.None, new JinjaOptions()), NullLogger.Instance)
            .Compile(new TargetSubject(MinionId.Parse(id), JsonElement.Parse(grains), null));
}
