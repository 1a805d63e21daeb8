namespace Salt.Tests.Integration.Clusters;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record CliResult(int Exit, string Out, string Error)
{
    public override string ToString() => $"exit {Exit}\n--- stdout\n{Out}--- stderr\n{Error}";
}
