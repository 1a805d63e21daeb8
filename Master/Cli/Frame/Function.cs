namespace Salt.Cli.Frame;

/// <summary>A question to the master whose arguments have Salt's names, as a verb asks it.</summary>
/// <param name="Name">Salt's runner function: <c>jobs.lookup_jid</c>.</param>
/// <param name="Summary">One line.</param>
/// <param name="Parameters">In Salt's order.</param>
/// <param name="RunAsync">Answers it and gives the exit code.</param>
internal sealed record Function(
    string Name,
    string Summary,
    IReadOnlyList<Parameter> Parameters,
    Func<Invocation, Arguments, CancellationToken, Task<int>> RunAsync)
{
    public Parameter? Find(string name) => Parameters.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>The function as a verb: arguments by place, by Salt's names, or as options.</summary>
    /// <param name="name">As typed: <c>jobs lookup</c>.</param>
    public Verb ToVerb(string name) => new(
        name,
        [.. Parameters.Where(parameter => parameter.IsRequired).Select(ToOperand)],
        Summary,
        [.. Parameters.Select(parameter => parameter.Option).OfType<Option>()],
        (invocation, cancellationToken) => RunAsync(
            invocation, Arguments.Bind(this, $"master-cli {name}", invocation.Words.Operands, invocation.Words), cancellationToken));

    private static Operand ToOperand(Parameter parameter) =>
        new(parameter.Name.ToUpperInvariant(), parameter.Help) { Values = parameter.Values };
}
