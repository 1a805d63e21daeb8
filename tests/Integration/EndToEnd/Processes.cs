namespace Salt.Tests.Integration.EndToEnd;

/// <summary>The machine's processes, as a test recognises its own: by an argument nobody else uses.</summary>
internal static class Processes
{
    /// <summary>Pids of <c>sleep ARGUMENT</c>, zombies excluded: they have no command line.</summary>
    public static IReadOnlyList<int> WithArgument(string argument) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && CommandLine(pid) is ["sleep", var only, ..] && only == argument),
    ];

    private static string[] CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            // It ended while the table was read.
            return [];
        }
    }
}
