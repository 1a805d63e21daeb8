using System.Globalization;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Trees;

namespace Salt.Tests.Integration.Supervision;

/// <summary>Looks at the machine's processes.</summary>
internal static class Processes
{
    public static bool IsAlive(int pid) => ProcStat.Read(pid) is { IsAlive: true };

    /// <summary>Zombies too.</summary>
    public static List<ProcStat> ChildrenOf(int parent) => [.. All().Where(process => process.Parent == parent)];

    /// <summary>Alive, with this text in their environment.</summary>
    public static List<int> WithVariable(string nameAndValue) =>
        [.. All().Where(process => process.IsAlive && HasVariable(process.Pid, nameAndValue)).Select(process => process.Pid)];

    // Null: it has ended, or is another user's.
    private static bool HasVariable(int pid, string nameAndValue) =>
        SmallFile.Read($"/proc/{pid}/environ") is { } environment && environment.Split('\0').Contains(nameAndValue);

    private static IEnumerable<ProcStat> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) &&
                ProcStat.Read(pid) is { } process)
            {
                yield return process;
            }
        }
    }
}
