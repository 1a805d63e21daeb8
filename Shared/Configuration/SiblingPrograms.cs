using Salt.Shared.Errors;

namespace Salt.Shared.Configuration;

/// <summary>Finds the other programs of this one's installation.</summary>
public static class SiblingPrograms
{
    /// <param name="project">Its folder in a build.</param>
    /// <returns>Its full path: where a build puts it beside this program, or in its own folder, or in the PATH.</returns>
    /// <exception cref="SaltException">Unavailable: it is nowhere.</exception>
    public static string Find(string project, string program)
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        // A build puts projects side by side, each with a folder per configuration: Cli/debug, Master/debug. It comes
        // first: beside its own program a build leaves hosts of the others that lack the programs themselves.
        var built = Path.Combine(own, "..", "..", project, Path.GetFileName(own));
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Prepend(own)
            .Prepend(built)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists)
            ?? throw new SaltException(
                Failure.Unavailable,
                $"{program} is neither beside this program nor in the PATH; build it with: dotnet build Salt.sln -c Release");
    }
}
