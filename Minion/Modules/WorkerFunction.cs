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
        new() { Name = name, Doc = doc, Example = example, RunsAs = RunsAs.Worker, Arguments = arguments, Run = run };
}
