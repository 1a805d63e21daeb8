using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules;

internal sealed class ArgumentBinderTests
{
    private static readonly Function Function = new()
    {
        Name = "mod.fun",
        Doc = "Does.",
        Example = "mod.fun",
        RunsAs = RunsAs.Daemon,
        Arguments =
        [
            new("text", ArgumentKind.Text, Required: true),
            new("number", ArgumentKind.Number, Required: true),
            new("count", ArgumentKind.WholeNumber, Default: 7L),
            new("flag", ArgumentKind.Boolean, Default: false),
            new("list", ArgumentKind.List),
            new("map", ArgumentKind.Map),
            new("any", ArgumentKind.Any, Default: "x"),
        ],
    };

    private static readonly Function Open = Function with
    {
        Arguments = [new("first", ArgumentKind.Any), new("args", ArgumentKind.Rest), new("kwargs", ArgumentKind.RestNamed)],
    };

    [TestCase("test.ping", "[]", """{"foo":"bar"}""",
        "ERROR executing 'test.ping': The following keyword arguments are not valid: foo=bar; usage: test.ping()")]
    [TestCase("test.ping", "[]", """{"a":1,"b":null,"c":true}""",
        "ERROR executing 'test.ping': The following keyword arguments are not valid: a=1, b=None, c=True; usage: test.ping()")]
    [TestCase("test.ping", """["extra"]""", "{}",
        "Passed invalid arguments to test.ping: ping() takes 0 positional arguments but 1 was given: extra; usage: test.ping()")]
    [TestCase("test.echo", """["a","b"]""", "{}",
        "Passed invalid arguments to test.echo: echo() takes 1 positional argument but 2 were given: b; usage: test.echo(text)")]
    [TestCase("test.retcode", "[1,2]", "{}",
        "Passed invalid arguments to test.retcode: retcode() takes from 0 to 1 positional arguments but 2 were given: 2; usage: test.retcode(code=42)")]
    [TestCase("test.echo", """["a"]""", """{"text":"b"}""",
        "Passed invalid arguments to test.echo: echo() got multiple values for argument 'text'; usage: test.echo(text)")]
    [TestCase("saltutil.signal_job", """["20200101000000000000"]""", "{}",
        "Passed invalid arguments to saltutil.signal_job: signal_job() missing 1 required positional argument: 'sig'; "
        + "usage: saltutil.signal_job(jid, sig)")]
    [TestCase("saltutil.signal_job", "[]", "{}",
        "Passed invalid arguments to saltutil.signal_job: signal_job() missing 2 required positional arguments: 'jid' and 'sig'; "
        + "usage: saltutil.signal_job(jid, sig)")]
    [TestCase("test.sleep", """["abc"]""", "{}",
        "Passed invalid arguments to test.sleep: sleep() argument 'length' must be a number, not abc; usage: test.sleep(length)")]
    [TestCase("test.sleep", "[null]", "{}",
        "Passed invalid arguments to test.sleep: sleep() argument 'length' must be a number, not None; usage: test.sleep(length)")]
    public void What_does_not_fit_is_refused_in_Salts_words_with_the_signature(string fun, string arg, string kwarg, string message)
    {
        var refusal = Assert.Throws<RefusedException>(() => Calls.Of(fun, arg, kwarg))!;
        Assert.That(refusal.Message, Is.EqualTo(message));
        Assert.That(refusal.Retcode, Is.EqualTo(1));
    }

    [Test]
    public void A_function_that_is_not_there_is_refused_in_Salts_words() =>
        Assert.That(() => ExecutionModules.Catalog.Get("nosuch.func"),
            Throws.InstanceOf<RefusedException>().With.Message.EqualTo("'nosuch.func' is not available."));

    [TestCase("text", """ "true" """, "\"true\"")]
    [TestCase("text", "true", "\"True\"")]
    [TestCase("text", "1.50", "\"1.50\"")]
    [TestCase("text", "20261121014338620466", "\"20261121014338620466\"")]
    [TestCase("number", """ "2.5" """, "2.5")]
    [TestCase("number", "3", "3")]
    [TestCase("count", """ "12" """, "12")]
    [TestCase("count", "-4", "-4")]
    [TestCase("flag", "true", "true")]
    [TestCase("flag", """ "True" """, "true")]
    [TestCase("flag", """ "false" """, "false")]
    [TestCase("flag", "1", "true")]
    [TestCase("list", "[1,2]", "[1,2]")]
    [TestCase("list", "3", "[3]")]
    [TestCase("map", """{"a":1}""", """{"a":1}""")]
    [TestCase("map", """[{"a":1},{"b":2}]""", """{"a":1,"b":2}""")]
    [TestCase("any", """[1,{"a":null}]""", """[1,{"a":null}]""")]
    public void A_value_is_read_as_its_kind(string name, string value, string expected) =>
        Assert.That(Bind(name, value)[name]!.ToJsonString(), Is.EqualTo(expected));

    [TestCase("text", "[1]")]
    [TestCase("text", "{}")]
    [TestCase("number", "true")]
    [TestCase("number", """ "NaN" """)]
    [TestCase("number", """ "1e999" """)]
    [TestCase("count", "1.5")]
    [TestCase("count", "99999999999999999999")]
    [TestCase("flag", """ "yes" """)]
    [TestCase("flag", "2")]
    [TestCase("map", """ "a=1" """)]
    [TestCase("map", "[1]")]
    public void A_value_of_another_kind_is_refused_by_name(string name, string value) =>
        Assert.That(() => Bind(name, value),
            Throws.InstanceOf<RefusedException>().With.Message.StartsWith($"Passed invalid arguments to mod.fun: fun() argument '{name}' must be "));

    [Test]
    public void None_leaves_an_optional_argument_at_its_default()
    {
        var bound = ArgumentBinder.Bind(Function, [JsonValue.Create("a"), JsonValue.Create(1), null, null], []);
        Assert.That((bound.WholeNumber("count"), bound.Flag("flag"), bound.List("list")), Is.EqualTo((7L, false, (JsonArray?)null)));
    }

    [Test]
    public void Arguments_given_by_place_and_by_name_meet()
    {
        var bound = ArgumentBinder.Bind(Function, ["a"], new JsonObject { ["count"] = 3, ["number"] = 1.5 });
        Assert.That((bound.Text("text"), bound.Number("number"), bound.WholeNumber("count")), Is.EqualTo(("a", 1.5, 3L)));
    }

    [Test]
    public void What_is_beyond_the_declared_arguments_is_kept_where_the_function_takes_it()
    {
        var bound = ArgumentBinder.Bind(Open, [1, 2, "three"], new JsonObject { ["x"] = "y", ["n"] = null });
        Assert.That(bound["first"]!.ToJsonString(), Is.EqualTo("1"));
        Assert.That(bound.Rest.ToJsonString(), Is.EqualTo("""[2,"three"]"""));
        Assert.That(bound.RestNamed.ToJsonString(), Is.EqualTo("""{"x":"y","n":null}"""));
    }

    private static BoundArguments Bind(string name, string value)
    {
        var kwarg = new JsonObject { ["text"] = "t", ["number"] = 0 };
        kwarg[name] = JsonNode.Parse(value);
        return ArgumentBinder.Bind(Function, [], kwarg);
    }
}
