using Salt.Minion.Modules;

namespace Salt.Minion.States.Modules;

/// <summary>Declares state functions.</summary>
internal static class StateDeclaration
{
    /// <summary>What every state function has.</summary>
    public static readonly FunctionArgument Name = new("name", ArgumentKind.Text, Required: true, Doc: "What it is about; the ID, if it is not given.");

    public static StateFunction Of(
        string name, string doc, IReadOnlyList<FunctionArgument> arguments, Func<StateCall, CancellationToken, ValueTask<StateResult>> run) =>
        new() { Name = name, Doc = doc, Arguments = [Name, .. arguments], Run = run };

    /// <summary>One that knows its result at once.</summary>
    public static StateFunction Answering(string name, string doc, IReadOnlyList<FunctionArgument> arguments, Func<StateCall, StateResult> answer) =>
        Of(name, doc, arguments, (call, _) => ValueTask.FromResult(answer(call)));
}
