using System.Globalization;
using System.Runtime.InteropServices;

namespace Salt.Tests.Benchmarks.Machine;

/// <summary>What a process costs, from /proc.</summary>
internal static partial class ProcessCost
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerMillisecond = 0.1;

    /// <summary>CPU time of the process itself so far, in milliseconds; its ended children are not in it.</summary>
    public static double CpuMilliseconds(int pid)
    {
        var fields = Stat(pid);
        return (Number(fields[11]) + Number(fields[12])) / TicksPerMillisecond;
    }

    /// <summary>CPU time of all children of this process that have ended and been waited for, in milliseconds.</summary>
    public static double ChildrenCpuMilliseconds()
    {
        if (ResourceUsage(Children, out var usage) != 0) throw new InvalidOperationException($"getrusage: {Marshal.GetLastPInvokeErrorMessage()}");
        return ((usage.UserSeconds + usage.SystemSeconds) * 1000d) + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1000d);
    }

    /// <summary>A zombie is dead: nothing of it runs any more.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            return Stat(pid)[0] is not ("Z" or "X");
        }
        catch (IOException)
        {
            // Its folder is gone, or goes while it is read.
            return false;
        }
    }

    /// <summary>The process's share of the memory it maps: shared pages divided by those who share them.</summary>
    public static double PssMiB(int pid) => Rollup(pid, "Pss:");

    /// <summary>Memory that nobody shares.</summary>
    public static double PrivateMiB(int pid) => Rollup(pid, "Private_Clean:") + Rollup(pid, "Private_Dirty:");

    public static string Name(int pid) =>
        string.Join(' ', File.ReadAllText($"/proc/{pid}/cmdline").TrimEnd('\0').Split('\0').Select(Path.GetFileName));

    private const int Children = -1;

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int ResourceUsage(int who, out Usage usage);

    // struct rusage of getrusage(2): two timevals, then fourteen longs that do not matter here.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }

    /// <summary>The fields behind the name, which may hold anything: the state is the first.</summary>
    private static string[] Stat(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double Rollup(int pid, string field) => Number(
        File.ReadLines($"/proc/{pid}/smaps_rollup")
            .First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..]
            .Replace("kB", "", StringComparison.Ordinal)) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
