using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules;

internal sealed class TestModuleTests
{
    [TestCase("test.ping", "[]", "true")]
    [TestCase("test.true", "[]", "true")]
    [TestCase("test.false", "[]", "false")]
    [TestCase("test.echo", """["hello"]""", "\"hello\"")]
    [TestCase("test.outputter", """[{"a":[1,{"c":"d"}],"g":null}]""", """{"a":[1,{"c":"d"}],"g":null}""")]
    [TestCase("test.arg_type", """[1,1.5,true,[1],{"a":"b"},"x",null]""",
        """{"args":["int","float","bool","list","dict","str","NoneType"],"kwargs":{}}""")]
    [TestCase("test.sleep", "[0]", "true")]
    public async Task It_answers_with(string fun, string arg, string expected) =>
        Assert.That(await Calls.ReturnAsync(fun, arg), Is.EqualTo(expected));

    [Test]
    public async Task Arg_shows_the_call_as_it_was_published_in_Salts_order() => Assert.That(
        await Calls.ReturnAsync("test.arg", """[1,1.5,true,[1,2],{"a":"b"}]""", """{"x":"y","n":null,"s":"5"}"""),
        Is.EqualTo("""{"args":[1,1.5,true,[1,2],{"a":"b"}],"kwargs":{"x":"y","n":null,"s":"5","""
            + """ "__pub_fun":"test.arg","__pub_arg":[1,1.5,true,[1,2],{"a":"b"},{"x":"y","n":null,"s":"5"}],"""[1..]
            + """ "__pub_tgt":"web*","__pub_jid":"20261121013609741456","__pub_ret":"","__pub_tgt_type":"glob","__pub_user":"root"}}"""[1..]));

    [Test]
    public async Task Version_is_the_grain()
    {
        var minion = new FakeMinion { Grains = new JsonObject { ["saltversion"] = "3006.0" } };
        Assert.That(await Calls.ReturnAsync("test.version", minion: minion), Is.EqualTo("\"3006.0\""));
    }

    [Test]
    public async Task Retcode_answers_True_with_the_code()
    {
        var outcome = await Calls.RunAsync("test.retcode", """["3"]""");
        Assert.That((outcome.Return!.GetValue<bool>(), outcome.Retcode), Is.EqualTo((true, 3)));
    }

    [TestCase("test.fail", """["no"]""", "ERROR: no")]
    [TestCase("test.exception", """["Oh noes!"]""", "The minion function caused an exception: Oh noes!")]
    [TestCase("test.exception", "[]", "The minion function caused an exception: Test Exception")]
    public async Task A_failure_is_one_line_and_a_return_code(string fun, string arg, string expected)
    {
        var outcome = await Calls.RunAsync(fun, arg);
        Assert.That((outcome.Return!.GetValue<string>(), outcome.Retcode), Is.EqualTo((expected, 1)));
    }

    [Test]
    public void A_cancelled_sleep_is_a_cancellation_and_no_failure()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.That(
            async () => await FunctionInvoker.InvokeAsync(Calls.Of("test.sleep", "[600]"), cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
