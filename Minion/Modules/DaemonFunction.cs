using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>Declares functions that run in the daemon.</summary>
internal static class DaemonFunction
{
    /// <summary>One that computes its return at once and cannot fail.</summary>
    public static Function Answering(
        string name, string doc, string example, IReadOnlyList<FunctionArgument> arguments, Func<FunctionCall, JsonNode?> answer) =>
        Of(name, doc, example, arguments, (call, _) => ValueTask.FromResult(new Outcome(answer(call))));

    public static Function Of(
        string name,
        string doc,
        string example,
        IReadOnlyList<FunctionArgument> arguments,
        Func<FunctionCall, CancellationToken, ValueTask<Outcome>> run) =>
        new() { Name = name, Doc = doc, Example = example, RunsAs = RunsAs.Daemon, Arguments = arguments, Run = run };
}
