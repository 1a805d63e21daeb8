using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Modules;

/// <summary>Calls of functions as they come off the wire: arguments as JSON.</summary>
internal static class Calls
{
    public static readonly Jid Jid = Jid.Parse("20261121013609741456");

    public static FunctionCall Of(string fun, string arg = "[]", string kwarg = "{}", FakeMinion? minion = null, Jid? jid = null)
    {
        var function = ExecutionModules.Catalog.Get(fun);
        var origin = new JobOrigin(JsonNode.Parse(arg)!.AsArray(), JsonNode.Parse(kwarg)!.AsObject(), "web*", "glob");
        var bound = ArgumentBinder.Bind(function, origin.Arg, origin.Kwarg);
        return new FunctionCall(function, bound, jid ?? Jid, "root", origin, minion ?? new FakeMinion());
    }

    public static async Task<Outcome> RunAsync(string fun, string arg = "[]", string kwarg = "{}", FakeMinion? minion = null) =>
        await FunctionInvoker.InvokeAsync(Of(fun, arg, kwarg, minion), CancellationToken.None);

    /// <summary>The return as JSON on one line.</summary>
    public static async Task<string> ReturnAsync(string fun, string arg = "[]", string kwarg = "{}", FakeMinion? minion = null) =>
        (await RunAsync(fun, arg, kwarg, minion)).Return?.ToJsonString() ?? "null";
}
