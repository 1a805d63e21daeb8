using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Master.Hosting;
using Salt.Master.Pillar;
using Salt.Minion.Modules;
using Salt.Minion.Modules.Cmd;
using Salt.Shared.Identities;
using Salt.Shared.Rendering;
using Salt.Shared.Scheduling;
using Salt.Shared.Targeting;
using Salt.Tests.Unit.Hosting;
using Salt.Tests.Unit.Modules;

namespace Salt.Tests.Unit.ReportedCases;

/// <summary>What users of Salt have reported, whole files with what they come to, by the names of the cases. Their siblings are in the
/// tables of each part.</summary>
internal sealed class ReportedCaseTests
{
    [TestCase("leading-zero-integers", "mode: 0644\nfolder: 00755\npostcode: 02142\nzero: 00\nparts: [007, 08, \"0644\"]\n010: key\nflow: {m: 0600}\n",
        """{"mode": 644, "folder": 755, "postcode": 2142, "zero": 0, "parts": [7, "08", "0644"], "10": "key", "flow": {"m": 600}}""")]
    [TestCase("binary-tag", "blob: !!binary |\n  aGVs\n  bG8=\n", """{"blob": "hello"}""")]
    [TestCase("path-join-normalizes", "a: {{ 'a/../b' | path_join('c/./d') }}\nb: {{ 'a//b' | path_join('c') }}\nc: {{ '/' | path_join('/x/') }}\n", """{"a": "b/c/d", "b": "a/b/c", "c": "/x"}""")]
    [TestCase("strftime-directives",
        "{%- set t = 1896307200 %}\nday: \"{{ t | strftime('%-d/%-m') }}\"\nweek: \"{{ t | strftime('%G-W%V-%u') }}\"\nclock: \"{{ t | strftime('%R') }}\"\nloc: \"{{ t | strftime('%c') }}\"\npad: \"{{ t | strftime('[%e] [%k] [%l]') }}\"\nweekday: \"{{ t | strftime('%w %W') }}\"\n",
        """{"day": "3/2", "week": "2030-W05-7", "clock": "00:00", "loc": "Sun Feb  3 00:00:00 2030", "pad": "[ 3] [ 0] [12]", "weekday": "0 04"}""")]
    [TestCase("tab-between-words", "key: ssh-rsa\tAAAAB3\tme@host\nn:\t1\nlist: [1,\t2]\ncmd: cut -d'\t' -f1\n", """{"key": "ssh-rsa\tAAAAB3\tme@host", "n": 1, "list": [1, 2], "cmd": "cut -d'\t' -f1"}""")]
    [TestCase("tojson-mixed-keys", "v: {{ {1: 'a', 'b': 2} | tojson }}\nw: {{ {'b': 1, 'a': {10: 'x', 'y': none}} | tojson }}\n", """{"v": {"1": "a", "b": 2}, "w": {"b": 1, "a": {"10": "x", "y": null}}}""")]
    [TestCase("two-merge-keys", "left: &l {p: 1}\nright: &r {q: 2}\nboth:\n  <<: *l\n  own: 3\n  <<: *r\nflow: {<<: *l, <<: {z: 1}}\n", """{"left": {"p": 1}, "right": {"q": 2}, "both": {"p": 1, "q": 2, "own": 3}, "flow": {"p": 1, "z": 1}}""")]
    [TestCase("uuid-filter", "a: {{ 'random' | uuid }}\nb: {{ 'a' | uuid }}\n", """{"a": "3652b285-26ad-588e-a5dc-c2ee65edc804", "b": "930bc643-2dab-5870-b162-3a508543a092"}""")]
    public void An_SLS_comes_to(string name, string sls, string expected) =>
        Assert.That(JsonNode.DeepEquals(PythonData.ToJson(Render(sls)), JsonNode.Parse(expected)), Is.True, $"{name}: {PythonData.ToJson(Render(sls))}");

    [TestCase("control-characters", "a: \"x\u0007y\"\n", "input.sls, line 1: YAML error in column 6: the character U+0007 may not stand here")]
    [TestCase("control-characters", "a: x\u001b[0my\n", "input.sls, line 1: YAML error in column 5: the character U+001B may not stand here")]
    [TestCase("unknown-tag-on-a-collection", "a: !vault [1, 2]\n", "input.sls, line 1: YAML error in column 4: the tag '!vault' is not known")]
    [TestCase("unknown-tag-on-a-collection", "a: !!python/object/apply:os.getcwd []\n", "input.sls, line 1: YAML error in column 4: the tag '!!python/object/apply:os.getcwd' is not known")]
    [TestCase("unknown-tag-on-a-collection", "a: !Thing {b: 1}\n", "input.sls, line 1: YAML error in column 4: the tag '!Thing' is not known")]
    [TestCase("unknown-tag-on-a-collection", "!thing\na: 1\n", "input.sls, line 1: YAML error in column 1: the tag '!thing' is not known")]
    public void An_SLS_is_refused(string name, string sls, string message) =>
        Assert.That(() => Render(sls), Throws.InstanceOf<RenderException>().With.Message.StartsWith(message), name);

    [TestCase("pillar-include-pattern", """{"a":1,"b":2,"z":1}""", "top.sls", "base:\n  '*': [all]", "all.sls", "include:\n  - parts.*\nz: 1", "parts/b.sls", "b: 2", "parts/a.sls", "a: 1")]
    [TestCase("pillar-include-pattern, relative", """{"p":1,"z":1}""", "top.sls", "base:\n  '*': [x.all]", "x/all.sls", "include: ['.pat_*']\nz: 1", "x/pat_p.sls", "p: 1", "pat_q.sls", "q: 2")]
    [TestCase("pillar-top-ignore-missing", """{"v":1}""", "top.sls", "base:\n  '*':\n    - one\n    - not_there\n    - ignore_missing: True", "one.sls", "v: 1")]
    [TestCase("pillar-top-order", """{"e":1,"l":1,"v":"late"}""", "top.sls", "base:\n  'min*':\n    - order: 2\n    - late\n  'minion1':\n    - order: 1\n    - early", "late.sls", "v: late\nl: 1", "early.sls", "v: early\ne: 1")]
    [TestCase("leading-zero-integers, in a pillar", """{"mode":644}""", "top.sls", "base: {'*': [a]}", "a.sls", "mode: 0644")]
    public void A_pillar_comes_to(string name, string expected, params string[] files) =>
        Assert.That(JsonNode.DeepEquals(Pillar(files), JsonNode.Parse(expected)), Is.True, $"{name}: {Pillar(files)}");

    [TestCase("when-dates", "2027-12-31T10:00:00", "a: {function: test.ping, when: '2027/12/31 10:00'}", "b: {function: test.ping, when: '31.12.2027 10:00'}", "c: {function: test.ping, when: '31-Dec-2027 10:00'}",
        "d: {function: test.ping, when: '12/31/27 10:00am'}", "e: {function: test.ping, when: '31/12/2027 10:00'}", "f: {function: test.ping, when: '20271231T1000'}")]
    [TestCase("skip-explicit-maps", "2030-01-01T22:00:00", "a: {function: test.ping, minutes: 60, skip_explicit: [{time: '2030-01-01T21:00:00', time_fmt: '%Y-%m-%dT%H:%M:%S'}]}")]
    public void An_entry_of_a_pillars_schedule_runs_next(string name, string next, params string[] entries)
    {
        var now = name == "when-dates" ? new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) : new DateTimeOffset(2030, 1, 1, 20, 0, 0, TimeSpan.Zero);
        var context = new ScheduleContext(JsonElement.Parse("{}"), TimeZoneInfo.Utc, now);
        var schedule = Pillar("top.sls", "base: {'*': [sched]}", "sched.sls", "schedule:\n  " + string.Join("\n  ", entries))["schedule"]!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That(schedule, Has.Count.EqualTo(entries.Length), name);
            foreach (var (job, entry) in schedule) Assert.That(FireTimes.Next(ScheduleEntry.Parse(job, JsonElement.Parse(entry!.ToJsonString()), context), now, now)?.ToString("s"), Is.EqualTo(next), job);
        });
    }

    [TestCase("nodegroup-list-of-a-glob", "nodegroups:\n  group1: ['web*']\n  group2: 'N@group1 and not web3'\n", "group1", "web1 web2 web3")]
    [TestCase("nodegroup-list-of-a-glob", "nodegroups:\n  group1: ['web*']\n  group2: 'N@group1 and not web3'\n", "group2", "web1 web2")]
    [TestCase("nodegroup-list-with-spaces", "nodegroups:\n  redhats: ['G@os_long:Red Hat Enterprise Linux', 'or', 'minion3']\n", "redhats", "minion1 minion3")]
    [TestCase("a plain list, block form", "nodegroups:\n  ids:\n    - web1\n    - minion3\n", "ids", "minion3 web1")]
    [TestCase("a list of a group", "nodegroups:\n  g: 'web*'\n  h: ['N@g']\n", "h", "web1 web2 web3")]
    [TestCase("a list with brackets", "nodegroups:\n  g: ['(', 'web1', 'or', 'web2', ')', 'and', 'not', 'web2']\n", "g", "web1")]
    public void A_nodegroup_of_the_configuration_means(string name, string master, string group, string ids)
    {
        using var config = new ConfigFolder().With("master", master);
        var target = Target.Parse("nodegroup", group, new TargetContext(MasterOptions.Load(config.Root, null).Nodegroups));
        var matched = ((string[])["minion1", "minion2", "minion3", "web1", "web2", "web3"]).Where(id => target.Matches(new TargetSubject(
            MinionId.Parse(id), JsonElement.Parse(id == "minion1" ? """{"os_long": "Red Hat Enterprise Linux"}""" : "{}"), null)));
        Assert.That(string.Join(' ', matched), Is.EqualTo(ids), name);
    }

    [TestCase("cmd-template-and-bg", """["echo {{ grains.id }}"]""", """{"template":"jinja"}""", "echo minion1")]
    [TestCase("a list", """[["/bin/echo","{{ id }}"]]""", """{"template":"jinja"}""", "web1.example")]
    [TestCase("a pillar of its own", """["echo {{ pillar.x }}"]""", """{"template":"jinja","pillar":{"x":5}}""", "echo 5")]
    [TestCase("branches", """["{% if grains.id == 'minion1' %}true{% else %}false{% endif %}"]""", """{"template":"jinja"}""", "true")]
    public async Task A_command_is_rendered(string name, string arg, string kwarg, string command)
    {
        var minion = new FakeMinion { Grains = new JsonObject { ["id"] = "minion1", ["shell"] = "/bin/sh" } };
        var plan = await ProcessPlan.OfAsync(Calls.Of("cmd.run", arg, kwarg, minion), CancellationToken.None);
        Assert.That(plan.Argv[^1], Is.EqualTo(command), name);
    }

    [Test]
    public async Task A_rendered_command_may_go_to_the_background()
    {
        var minion = new FakeMinion { Grains = new JsonObject { ["shell"] = "/bin/sh" } };
        var plan = await ProcessPlan.OfAsync(Calls.Of("cmd.run", """["sleep {{ 1 }}; true"]""", """{"template":"jinja","bg":true}""", minion), CancellationToken.None);
        Assert.That(plan, Is.EqualTo(CommandPlan.Background(Calls.Of("cmd.run", """["sleep 1; true"]""", minion: minion))).Using<ProcessPlan, ProcessPlan>((one, other) => one.Argv.SequenceEqual(other.Argv) && one.Stdin == other.Stdin));
    }

    [Test]
    public void Leading_zeros_mean_nothing_in_the_configuration_too()
    {
        using var config = new ConfigFolder().With("master", "mine: {mode: 0644, list: [010, '010']}");
        Assert.That(MasterOptions.Load(config.Root, null).Configuration["mine"]!.ToJsonString(), Is.EqualTo("""{"mode":644,"list":[10,"010"]}"""));
    }

    private static object? Render(string sls) => new SaltRenderer(new NoFiles(), [], NullLogger.Instance)
        .Render(new RenderFile("input.sls", "input.sls", sls), new RenderSubject("minion1", [], [], []), "base", "input").Value;

    private static JsonObject Pillar(params string[] files)
    {
        var root = Directory.CreateTempSubdirectory("salt-pillar-").FullName;
        try
        {
            foreach (var file in files.Chunk(2))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file[0]))!);
                File.WriteAllText(Path.Combine(root, file[0]), file[1]);
            }

            var options = new PillarOptions(new Dictionary<string, IReadOnlyList<string>> { ["base"] = [root] }, false, TargetContext.None, new JinjaOptions());
            return new PillarCompiler(options, NullLogger.Instance).Compile(new TargetSubject(MinionId.Parse("minion1"), null, null)).Data;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private sealed class NoFiles : IRenderFiles
    {
        public RenderFile? Find(string path, string saltenv) => null;
    }
}
