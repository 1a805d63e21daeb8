namespace Salt.Cli.Frame;

/// <summary>A call of the system's that failed, and what it was for.</summary>
/// <param name="what">The beginning of a sentence: <c>stdout cannot be written</c>.</param>
/// <param name="number">errno.</param>
internal sealed class SystemFailure(string what, int number) : IOException(what, number)
{
    public string What { get; } = what;
}
