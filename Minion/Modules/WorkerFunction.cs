namespace Salt.Minion.Modules;

/// <summary>Declares functions that run in a worker.</summary>
internal static class WorkerFunction
{
    public static Function Of(
        string name,
        string doc,
        string example,
        IReadOnlyList<FunctionArgument> arguments,
        Func<FunctionCall, CancellationToken, ValueTask<Outcome>> run) =>
        DaemonFunction.Of(name, doc, example, arguments, run) with { RunsAs = RunsAs.Worker };
}
