using Salt.Shared.Errors;

namespace Salt.Cli.Dev;

/// <summary>Finds the daemons: where a build puts them beside this program, or in its own folder, or in the PATH.</summary>
internal static class DaemonPrograms
{
    public static string Master => Find("Master", "salt-master");

    public static string Minion => Find("Minion", "salt-minion");

    private static string Find(string project, string program)
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        // A build puts projects side by side, each with a folder per configuration: Cli/debug, Master/debug. It comes
        // first: beside its own program a build leaves hosts of the daemons that lack the daemons themselves.
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
