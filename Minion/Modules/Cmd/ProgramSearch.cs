namespace Salt.Minion.Modules.Cmd;

/// <summary>Finds programs on this machine.</summary>
internal static class ProgramSearch
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Salt looks here too, after the path: cron and minimal services start daemons with less.
    private static readonly string[] Always = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin"];

    /// <summary>As <c>cmd.which</c> finds it.</summary>
    /// <returns>Its absolute path; null if there is none.</returns>
    public static string? Which(string name, string path) =>
        Find(name, "/", path) ?? (name.Contains('/') ? null : InFolders(name, "/", Always));

    /// <summary>As execvp finds it: a name with a slash is taken from the working directory, any other from the path.</summary>
    public static string? Find(string name, string directory, string path)
    {
        if (name.Length == 0) return null;
        if (!name.Contains('/')) return InFolders(name, directory, path.Split(':'));
        var file = Path.Combine(directory, name);
        return IsProgram(file) ? file : null;
    }

    public static bool IsProgram(string file) =>
        File.Exists(file) && (File.GetUnixFileMode(file) & AnyExecute) != 0;

    // An empty entry of a path means the working directory.
    private static string? InFolders(string name, string directory, IEnumerable<string> folders) =>
        folders.Select(folder => Path.Combine(directory, folder, name)).FirstOrDefault(IsProgram);
}
