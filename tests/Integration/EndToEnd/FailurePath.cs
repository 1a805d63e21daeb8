namespace Salt.Tests.Integration.EndToEnd;

/// <summary>One way in which a program fails.</summary>
/// <param name="Name">What is wrong, as the test is called.</param>
/// <param name="Script">Shell, run in a folder of its own: <c>$MASTER</c>, <c>$MINION</c>, <c>$CLI</c> are the programs, <c>$ROOT</c> that folder,
/// <c>$CLUSTER</c> the root of a master with one minion that runs, <c>$PORT</c> a port where somebody else listens.</param>
/// <param name="Says">What stands in what it printed.</param>
/// <param name="Until">The program goes on: it is asked to end as soon as this is printed.</param>
public sealed record FailurePath(string Name, string Script, string Says, string? Until = null)
{
    public override string ToString() => Name;
}
