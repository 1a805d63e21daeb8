using System.Text.Json;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules;

/// <summary>What functions tell of the pillar.</summary>
internal sealed class PillarModuleTests
{
    private readonly FakeMinion _minion = new() { Pillar = JsonElement.Parse("""{"env": "test", "app": {"name": "demo", "list": ["a", "b"]}, "x:y": 1}""") };

    [TestCase("pillar.get", """["app:name"]""", "{}", "\"demo\"")]
    [TestCase("pillar.get", """["app:list:1"]""", "{}", "\"b\"")]
    [TestCase("pillar.get", """["nosuch"]""", "{}", "\"\"")]
    [TestCase("pillar.get", """["nosuch", [1]]""", "{}", "[1]")]
    [TestCase("pillar.get", """["app/name"]""", """{"delimiter": "/"}""", "\"demo\"")]
    [TestCase("pillar.get", """["app", {"name": "other", "port": 1}]""", """{"merge": true}""", """{"name":"demo","port":1,"list":["a","b"]}""")]
    [TestCase("pillar.item", """["env", "app:name", "nosuch"]""", "{}", """{"env":"test","app:name":"demo","nosuch":""}""")]
    [TestCase("pillar.items", "[]", "{}", """{"env":"test","app":{"name":"demo","list":["a","b"]},"x:y":1}""")]
    [TestCase("pillar.items", """["env"]""", "{}", """{"env":"test"}""")]
    [TestCase("pillar.raw", """["app"]""", "{}", """{"name":"demo","list":["a","b"]}""")]
    [TestCase("pillar.ls", "[]", "{}", """["env","app","x:y"]""")]
    [TestCase("pillar.keys", """["app"]""", "{}", """["name","list"]""")]
    public async Task It_answers(string function, string arg, string kwarg, string answer) =>
        Assert.That((await Calls.RunAsync(function, arg, kwarg, _minion)).Return!.ToJsonString(), Is.EqualTo(answer));

    [TestCase("nosuch", "ERROR: Pillar key not found: nosuch")]
    [TestCase("env", "ERROR: Pillar value in key env is not a dict")]
    public void Keys_of_what_has_none_are_refused(string key, string message) =>
        Assert.That(async () => await Calls.RunAsync("pillar.keys", $"[\"{key}\"]", minion: _minion), Throws.InstanceOf<RefusedException>().With.Message.EqualTo(message));

    [Test]
    public async Task A_refresh_that_fails_says_why()
    {
        _minion.PillarFault = "a.sls, line 1: no";

        var outcome = await Calls.RunAsync("saltutil.refresh_pillar", minion: _minion);

        Assert.That((outcome.Retcode, outcome.Return!.GetValue<string>()), Is.EqualTo((1, "The pillar is not refreshed, the last good one stays in force: a.sls, line 1: no")));
    }

    [TestCase("pillar.items", "[]", """{"pillarenv": "dev"}""", """{"a":{"b":2}}""")]
    [TestCase("pillar.items", """["a"]""", """{"pillarenv": "dev"}""", """{"a":{"b":2}}""")]
    [TestCase("pillar.get", """["a:b"]""", """{"pillarenv": "dev"}""", "2")]
    [TestCase("pillar.get", """["a:b"]""", """{"saltenv": "dev"}""", "1", Description = "ignored")]
    [TestCase("pillar.item", """["a:b"]""", """{"pillarenv": "dev", "default": 7}""", """{"a:b":2}""")]
    [TestCase("pillar.raw", """["a"]""", """{"pillarenv": "dev"}""", """{"b":2}""")]
    [TestCase("pillar.keys", """["a"]""", """{"pillarenv": "dev", "saltenv": "base"}""", """["b"]""")]
    [TestCase("pillar.ls", "[]", """{"pillarenv": "dev"}""", """["a"]""")]
    public async Task Of_one_environment_alone(string function, string arg, string kwarg, string answer)
    {
        var minion = new FakeMinion { Pillar = System.Text.Json.JsonElement.Parse("""{"a": {"b": 1}, "c": 3}""") };
        minion.PillarOf["dev"] = System.Text.Json.JsonElement.Parse("""{"a": {"b": 2}}""");

        Assert.That(await Calls.ReturnAsync(function, arg, kwarg, minion), Is.EqualTo(answer));
    }

    [Test]
    public async Task The_environment_of_files_is_that_of_the_pillar_where_the_minion_says_so()
    {
        var minion = new FakeMinion { Configuration = new System.Text.Json.Nodes.JsonObject { ["pillarenv_from_saltenv"] = true } };
        minion.PillarOf["dev"] = System.Text.Json.JsonElement.Parse("""{"a": 2}""");

        Assert.That(await Calls.ReturnAsync("pillar.get", """["a"]""", """{"saltenv": "dev"}""", minion), Is.EqualTo("2"));
    }
}
