namespace Salt.Cli.Frame;

/// <summary>One verb, declared once: help, parser and completion are made from this.</summary>
/// <param name="Name">As typed: <c>run</c>, <c>jobs active</c>.</param>
/// <param name="Operands">What follows the name.</param>
/// <param name="Summary">One line.</param>
/// <param name="Options">Its own; the common ones are known everywhere.</param>
/// <param name="RunAsync">Does it and gives the exit code. Its token is Ctrl-C.</param>
internal sealed record Verb(
    string Name,
    IReadOnlyList<Operand> Operands,
    string Summary,
    IReadOnlyList<Option> Options,
    Func<Invocation, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>Behind this many operands, unknown words with a dash belong to the function that is called.</summary>
    public int FreeAfter { get; init; } = int.MaxValue;
}
