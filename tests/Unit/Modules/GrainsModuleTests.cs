using System.Text.Json.Nodes;

namespace Salt.Tests.Unit.Modules;

internal sealed class GrainsModuleTests
{
    private static readonly FakeMinion Minion = new()
    {
        Grains = JsonNode.Parse(
            """{"role":"web","pkg":{"apache":"httpd"},"ips":["10.0.0.1","10.0.0.2"],"a:b":{"c":1},"none":null,"no":false,"zero":0,"list":[]}""")!
            .AsObject(),
    };

    [TestCase("""["role"]""", "{}", "\"web\"")]
    [TestCase("""["pkg:apache"]""", "{}", "\"httpd\"")]
    [TestCase("""["ips:1"]""", "{}", "\"10.0.0.2\"")]
    [TestCase("""["nosuch"]""", "{}", "\"\"")]
    [TestCase("""["nosuch", {"d": 1}]""", "{}", """{"d":1}""")]
    [TestCase("""["none", "default"]""", "{}", "null")]
    [TestCase("""["a:b|c"]""", """{"delimiter":"|"}""", "1")]
    public async Task Get(string arg, string kwarg, string expected) =>
        Assert.That(await Calls.ReturnAsync("grains.get", arg, kwarg, Minion), Is.EqualTo(expected));

    [TestCase("role", true)]
    [TestCase("pkg:apache", true)]
    [TestCase("pkg", true)]
    [TestCase("nosuch", false)]
    [TestCase("none", false)]
    [TestCase("no", false)]
    [TestCase("zero", false)]
    [TestCase("list", false)]
    public async Task Has_value(string key, bool expected) =>
        Assert.That(await Calls.ReturnAsync("grains.has_value", $"[\"{key}\"]", minion: Minion), Is.EqualTo(expected ? "true" : "false"));

    [Test]
    public async Task Item_has_an_empty_text_for_what_is_not_there() => Assert.That(
        await Calls.ReturnAsync("grains.item", """["role","nosuch","pkg:apache"]""", minion: Minion),
        Is.EqualTo("""{"role":"web","nosuch":"","pkg:apache":"httpd"}"""));

    [Test]
    public async Task Ls_is_sorted() => Assert.That(
        await Calls.ReturnAsync("grains.ls", minion: Minion),
        Is.EqualTo("""["a:b","ips","list","no","none","pkg","role","zero"]"""));

    [Test]
    public async Task Items_are_a_copy()
    {
        var items = (await Calls.RunAsync("grains.items", minion: Minion)).Return!.AsObject();
        items["role"] = "changed";
        Assert.That(Minion.Grains["role"]!.GetValue<string>(), Is.EqualTo("web"));
    }
}
