using Salt.Tests.Chaos.Jobs;

namespace Salt.Tests.Chaos.Checking;

/// <summary>The living processes of payloads, known by what is in their environment.</summary>
internal static class MarkedProcesses
{
    /// <summary>Token, journal and pid of each.</summary>
    public static IReadOnlyList<(string Token, string Journal, int Pid)> All() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Environment: Read(pid, "environ").Split('\0')))
            .Select(process => (
                Token: Value(process.Environment, Payload.TokenVariable),
                Journal: Value(process.Environment, Payload.JournalVariable),
                process.Pid))
            .Where(process => process.Token.Length > 0 && IsAlive(process.Pid)),
    ];

    public static IReadOnlyList<int> Of(string token, string journal) =>
        [.. All().Where(process => process.Token == token && process.Journal == journal).Select(process => process.Pid)];

    public static string CommandLine(int pid) => Read(pid, "cmdline").Replace('\0', ' ').ReplaceLineEndings(" ");

    // A zombie is dead. The state is behind the name, which may hold anything.
    private static bool IsAlive(int pid)
    {
        var stat = Read(pid, "stat");
        var state = stat.LastIndexOf(')') + 2;
        return state > 1 && state < stat.Length && stat[state] is not ('Z' or 'X');
    }

    private static string Value(string[] environment, string name) =>
        environment.FirstOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return "";
        }
    }
}
