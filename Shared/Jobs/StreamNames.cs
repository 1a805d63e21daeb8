using System.Diagnostics.CodeAnalysis;

namespace Salt.Shared.Jobs;

/// <summary>The names of <see cref="StreamName"/> on the wire.</summary>
public static class StreamNames
{
    public static string ToName(this StreamName stream) => stream == StreamName.Stdout ? "stdout" : "stderr";

    /// <returns>False: no stream has this name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out StreamName stream)
    {
        stream = name == "stderr" ? StreamName.Stderr : StreamName.Stdout;
        return name is "stdout" or "stderr";
    }
}
