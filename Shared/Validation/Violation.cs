namespace Salt.Shared.Validation;

/// <summary>What is wrong with a message: one line, bounded and free of control characters, whatever the peer sent.</summary>
/// <param name="Field">Message and field, as in the .proto file: <c>return.head.state</c>.</param>
/// <param name="Fault">What is wrong, as the end of a sentence that begins with the field.</param>
public sealed record Violation(string Field, string Fault)
{
    private const int FaultMax = 300;

    public override string ToString() => $"{Field} {PlainLine.Of(Fault, FaultMax)}";
}
