using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>A minion's supervisor, known by the run folder that it was started with.</summary>
internal static class SupervisorProcess
{
    /// <returns>Null: none is alive.</returns>
    public static int? Find(Cluster cluster, string minion)
    {
        var run = Path.Combine(new Layout(cluster.MinionRoot(minion)).SockDir, $"minion-{minion}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) &&
                CommandLine(pid) is [_, "supervisor", ..] words && words.Contains(run))
            {
                return pid;
            }
        }

        return null;
    }

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
