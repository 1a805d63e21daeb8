namespace Salt.Cli.Frame;

/// <summary>stdout was closed by whoever read it: there is nobody left to print for.</summary>
internal sealed class BrokenPipeException() : IOException("stdout was closed")
{
    /// <summary>What a shell shows for a program that SIGPIPE ended.</summary>
    public const int ExitCode = 128 + 13;
}
