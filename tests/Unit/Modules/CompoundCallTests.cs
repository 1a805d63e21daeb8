using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules;

internal sealed class CompoundCallTests
{
    [Test]
    public async Task Every_function_gets_its_own_arguments_and_returns_under_its_name()
    {
        var outcome = await RunAsync("test.ping,test.echo,test.kwarg", """[[],["hi"],[{"a":1,"__kwarg__":true}]]""");

        var returns = outcome.Return!.AsObject();
        Assert.That(returns.Select(pair => pair.Key), Is.EqualTo(new[] { "test.ping", "test.echo", "test.kwarg" }));
        Assert.That((bool)returns["test.ping"]!, Is.True);
        Assert.That((string)returns["test.echo"]!, Is.EqualTo("hi"));
        Assert.That((int)returns["test.kwarg"]!["a"]!, Is.EqualTo(1));
        Assert.That((string)returns["test.kwarg"]!["__pub_fun"]!, Is.EqualTo("test.kwarg"));
        Assert.That((outcome.Retcode, outcome.Reason), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task The_first_that_fails_gives_the_code_and_the_others_run_all_the_same()
    {
        var outcome = await RunAsync("test.retcode,test.fail,test.ping", """[[7],["no"],[]]""");

        Assert.That(outcome.Return!.ToJsonString(), Is.EqualTo("""{"test.retcode":true,"test.fail":"ERROR: no","test.ping":true}"""));
        Assert.That((outcome.Retcode, outcome.Reason), Is.EqualTo((7, "test.retcode ended with return code 7")));
    }

    [TestCase("test.ping,nosuch.fun", "[[],[]]", "'nosuch.fun' is not available.")]
    [TestCase("test.ping,", "[[],[]]", "'' is not available.")]
    [TestCase("test.ping,test.ping", "[[],[]]", "ERROR: 'test.ping' is named twice: the returns of a job are kept by function")]
    [TestCase("test.ping,test.echo", "[[]]", "ERROR executing 'test.ping,test.echo': it takes a list of arguments for each of the 2 functions")]
    [TestCase("test.ping,test.echo", "[[],1]", "ERROR executing 'test.ping,test.echo': it takes a list of arguments for each of the 2 functions")]
    [TestCase("test.ping,test.echo", "[[],[]]", "Passed invalid arguments to test.echo: echo() missing 1 required positional argument: 'text'; usage: test.echo(text)")]
    public void One_that_cannot_be_refuses_them_all(string fun, string arg, string message) => Assert.That(
        () => Bind(fun, arg), Throws.TypeOf<RefusedException>().With.Message.EqualTo(message));

    [TestCase("test.ping,test.echo", """[[],["a"]]""", RunsAs.Daemon)]
    [TestCase("test.ping,cmd.run", """[[],["a"]]""", RunsAs.Worker)]
    [TestCase("test.sleep,test.ping", "[[1],[]]", RunsAs.Worker)]
    public void They_run_in_the_daemon_only_if_all_of_them_may(string fun, string arg, RunsAs expected) =>
        Assert.That(Bind(fun, arg).Function.RunsAs, Is.EqualTo(expected));

    [Test]
    public async Task What_is_done_is_told_after_each()
    {
        var told = new List<string>();
        await CompoundCall.RunAsync(
            Bind("test.ping,test.echo", """[[],["a"]]"""),
            (part, _) => FunctionInvoker.InvokeAsync(part, CancellationToken.None),
            soFar => told.Add(soFar.Return!.ToJsonString()));
        Assert.That(told, Is.EqualTo(new[] { """{"test.ping":true}""", """{"test.ping":true,"test.echo":"a"}""" }));
    }

    private static async Task<Outcome> RunAsync(string fun, string arg) =>
        await FunctionInvoker.InvokeAsync(Bind(fun, arg), CancellationToken.None);

    private static FunctionCall Bind(string fun, string arg) => CompoundCall.Bind(
        fun, Calls.Jid, "root", new JobOrigin(JsonNode.Parse(arg)!.AsArray(), [], "*", "glob"), new FakeMinion());
}
