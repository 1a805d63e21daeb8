using System.Text.Json.Nodes;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>Functions that show whether a minion answers, and how.</summary>
internal static class TestModule
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        Answering("test.ping", "Used to make sure the minion is up and responding. Not an ICMP ping.\n\nReturns True.",
            "test.ping", [], _ => true),
        Answering("test.echo", "Return a string - used for testing the connection.", "test.echo 'foo bar baz quo qux'",
            [new("text", ArgumentKind.Any, Required: true)], call => call.Arguments["text"]?.DeepClone()),
        Answering("test.true", "Always return True.", "test.true", [], _ => true),
        Answering("test.false", "Always return False.", "test.false", [], _ => false),
        Answering("test.version", "Return the version of salt on the minion.", "test.version",
            [], call => call.Minion.Grains["saltversion"]?.DeepClone()),
        Answering("test.outputter", "Test the outputter, pass in data to return.", "test.outputter foobar",
            [new("data", ArgumentKind.Any, Required: true)], call => call.Arguments["data"]?.DeepClone()),
        Answering("test.arg", "Print out the data passed into the function *args and **kwargs, and what was published with it.",
            "test.arg 1 \"two\" 3.1 txt=\"hello\" wow='{a: 1, b: \"hello\"}'",
            [new("args", ArgumentKind.Rest), new("kwargs", ArgumentKind.RestNamed)],
            call => new JsonObject { ["args"] = call.Arguments.Rest.DeepClone(), ["kwargs"] = PublishedCall.Kwargs(call) }),
        Answering("test.arg_type", "Print out the types of the args and kwargs.", "test.arg_type 1 'int'",
            [new("args", ArgumentKind.Rest), new("kwargs", ArgumentKind.RestNamed)], Types),
        Answering("test.kwarg", "Print out the data passed into the function **kwargs, and what was published with it.",
            "test.kwarg num=1 txt=\"two\" env='{a: 1, b: \"hello\"}'",
            [new("kwargs", ArgumentKind.RestNamed)], PublishedCall.Kwargs),
        Of("test.retcode", "Test that the return code system is functioning correctly: return True with this return code.",
            "test.retcode 42",
            [new("code", ArgumentKind.WholeNumber, Default: 42L)],
            (call, _) => ValueTask.FromResult(new Outcome(true, (int)call.Arguments.WholeNumber("code")!.Value))),
        Of("test.fail", "Always fail: return the message with return code 1.", "test.fail 'not today'",
            [new("message", ArgumentKind.Text, Default: "Test failure")],
            (call, _) => ValueTask.FromResult(new Outcome($"ERROR: {call.Arguments.Text("message")}", 1))),
        Of("test.exception", "Raise an exception, optionally with this message.", "test.exception 'Oh noes!'",
            [new("message", ArgumentKind.Text, Default: "Test Exception")],
            (call, _) => throw new AskedFor(call.Arguments.Text("message")!)),
        WorkerFunction.Of("test.sleep", "Instruct the minion to initiate a process that will sleep for a given period of time, in seconds.",
            "test.sleep 20", [new("length", ArgumentKind.Number, Required: true)], SleepAsync),
    ];

    private static JsonObject Types(FunctionCall call)
    {
        var arguments = call.Arguments;
        return new JsonObject
        {
            ["args"] = new JsonArray([.. arguments.Rest.Select(value => (JsonNode)TypeName.Of(value))]),
            ["kwargs"] = new JsonObject(
                arguments.RestNamed.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)TypeName.Of(pair.Value)))),
        };
    }

    private static async ValueTask<Outcome> SleepAsync(FunctionCall call, CancellationToken cancellation)
    {
        var seconds = call.Arguments.Number("length")!.Value;
        if (seconds < 0) throw new RefusedException("ERROR: sleep length must be non-negative");
        await Task.Delay(TimeSpan.FromSeconds(seconds), call.Minion.Clock, cancellation);
        return new Outcome(true);
    }

    /// <summary>Its text is the caller's.</summary>
    private sealed class AskedFor(string message) : FormatException(message);
}
