using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States;
using Salt.Minion.States.Running;
using Salt.Tests.Unit.Modules;

namespace Salt.Tests.Unit.States;

/// <summary>Arguments that are calls: <c>__slot__:salt:mod.fun(...)</c>.</summary>
internal sealed class SlotTests
{
    [TestCase("test.echo(hello)", "\"hello\"")]
    [TestCase("test.echo(text=hello) ~ /there", "\"hello/there\"")]
    [TestCase("test.echo( \"a, b) c\" )", "\"a, b) c\"")]
    [TestCase("test.echo('it is') ~ , so", "\"it is, so\"")]
    [TestCase("test.echo(a b)", "\"a b\"")]
    [TestCase("test.echo('')", "\"\"")]
    [TestCase("test.echo(12)", "\"12\"")]
    [TestCase("test.echo([1, {a: b}])", """[1,{"a":"b"}]""")]
    [TestCase("test.echo({a: {b: [x, y]}}).a.b.1", "\"y\"")]
    [TestCase("test.echo({a: x}).a ~ .conf", "\"x.conf\"")]
    [TestCase("test.arg(1, x=\"/bin/bash\", y=z).kwargs.x ~ /appended", "\"/bin/bash/appended\"")]
    [TestCase("test.arg(a, b).args", """["a","b"]""")]
    [TestCase("grains.get(os)", "\"Debian\"")]
    [TestCase("test.true()", "true")]
    [TestCase("test.echo(x=y, text='a=b')", null, "The following keyword arguments are not valid: x=y")]
    [TestCase("test.echo({a: x}).b", null, "There is no 'b' in what the slot's function test.echo returned")]
    [TestCase("test.echo([1]) ~ x", null, "What the slot's function test.echo returned is no text, so 'x' cannot be appended to it")]
    [TestCase("test.echo([1)", null, "a quote or bracket is not closed")]
    [TestCase("test.echo('x)", null, "a quote or bracket is not closed")]
    [TestCase("test.echo(x", null, "a quote or bracket is not closed")]
    [TestCase("test.echo", null, "a call is needed, mod.fun(...)")]
    [TestCase("echo(x)", null, "a call is needed, mod.fun(...)")]
    [TestCase("test.echo(x)y", null, "'y' stands behind the call; a path in what it returns begins with a dot")]
    [TestCase("nosuch.fun()", null, "'nosuch.fun' is not available.")]
    [TestCase("test.retcode(3)", null, "The slot's function test.retcode ended with return code 3")]
    public async Task It_comes_to(string slot, string? expected, string fault = "")
    {
        if (expected is null) Assert.That(async () => await FillAsync($"__slot__:salt:{slot}"), Throws.InstanceOf<RefusedException>().With.Message.Contains(fault));
        else Assert.That((await FillAsync($"__slot__:salt:{slot}")).Data["text"]?.ToJsonString(), Is.EqualTo(expected));
    }

    [TestCase("__slot__:salt", "only functions can be called")]
    [TestCase("__slot__:pillar:a", "only functions can be called")]
    public void Others_than_functions_are_refused(string slot, string message) =>
        Assert.That(async () => await FillAsync(slot), Throws.InstanceOf<RefusedException>().With.Message.Contains(message));

    [Test]
    public async Task Lists_and_maps_are_looked_through_and_the_engines_own_left()
    {
        var data = new JsonObject
        {
            ["state"] = "test", ["fun"] = "nop", ["__id__"] = "a", ["name"] = "__slot__:salt:test.echo(named)",
            ["deep"] = JsonNode.Parse("""[{"a": "__slot__:salt:test.echo(1)"}, ["__slot__:salt:test.echo(2) ~ !", "x"], 5, null]"""),
            ["onlyif"] = "__slot__:salt:test.echo(3)",
            ["require"] = JsonNode.Parse("""[{"test": "__slot__:salt:test.echo(4)"}]"""),
        };

        var filled = (await Slots.FillAsync(new LowChunk(data), Calls.Of("test.ping"), CancellationToken.None)).Data;

        Assert.Multiple(() =>
        {
            Assert.That((string?)filled["name"], Is.EqualTo("named"));
            Assert.That(filled["deep"]!.ToJsonString(), Is.EqualTo("""[{"a":"1"},["2!","x"],5,null]"""));
            Assert.That((string?)filled["onlyif"], Does.StartWith("__slot__"));
            Assert.That((string?)filled["require"]![0]!["test"], Does.StartWith("__slot__"));
        });
    }

    private static ValueTask<LowChunk> FillAsync(string slot)
    {
        var minion = new FakeMinion { Grains = new JsonObject { ["os"] = "Debian" } };
        var data = new JsonObject { ["state"] = "test", ["fun"] = "nop", ["name"] = "a", ["__id__"] = "a", ["text"] = slot };
        return Slots.FillAsync(new LowChunk(data), Calls.Of("test.ping", minion: minion), CancellationToken.None);
    }
}
