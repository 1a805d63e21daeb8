namespace Salt.Minion.Supervision.Native;

/// <summary>A process to start: leader of its own session, every signal at its default, none blocked unless said.</summary>
/// <param name="Environment"><c>NAME=value</c>, the whole of it.</param>
/// <param name="Directory">Working directory; null: the caller's.</param>
/// <param name="Stdin">Descriptors of the caller that become 0, 1 and 2.</param>
internal sealed record SpawnRequest(
    string Path,
    IReadOnlyList<string> Argv,
    IReadOnlyList<string> Environment,
    string? Directory,
    int Stdin,
    int Stdout,
    int Stderr)
{
    /// <summary>Signals that are blocked from its first instruction on.</summary>
    public IReadOnlyList<int> Blocked { get; init; } = [];
}
