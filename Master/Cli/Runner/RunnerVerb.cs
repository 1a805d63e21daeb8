using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Cli.Runner;

/// <summary><c>runner</c>: what <c>salt-run</c> does in Salt.</summary>
internal static class RunnerVerb
{
    private static readonly Option Documentation = new(["-d", "--doc", "--documentation"], null, "what the functions do, or one module's, or one");

    private static readonly Operand Fun = new("FUN") { Values = ValueSources.Runners };

    public static Verb Declare() =>
        new("runner", [Fun, new("ARG", "its arguments by place") { IsOptional = true, IsMany = true }, Operand.KeyValues], "Salt's runner functions: jobs.*, manage.*", [Documentation], RunAsync);

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        if (words.Has(Documentation)) return Task.FromResult(RunnerDocumentation.Print(invocation, words.Operands));
        if (words.Operands.Count == 0)
            throw new SaltException(Failure.BadRequest, "runner needs a function: master-cli runner jobs.active; all of them: master-cli runner -d");
        var name = words.Operands[0];
        if (RunnerTable.Find(name) is not { } function) return Task.FromResult(NotAvailable(invocation, name));
        return function.RunAsync(invocation, Arguments.Bind(function, function.Name, [.. words.Operands.Skip(1)], options: null), cancellationToken);
    }

    /// <summary>Salt's words, among the data as there.</summary>
    public static int NotAvailable(Invocation invocation, string name)
    {
        invocation.OpenOutputter().Write(JsonText.Build(json => json.WriteStringValue($"'{name}' is not available.")));
        return ExitCodes.Usage;
    }
}
