using System.Globalization;

namespace Salt.Master.Hosting;

/// <summary>How many file descriptors this process may have (proc(5), limits).</summary>
internal static class OpenFiles
{
    private const string Line = "Max open files";

    public static long Limit() => Parse(File.ReadLines("/proc/self/limits"));

    /// <summary>The soft limit; the largest number if there is none.</summary>
    internal static long Parse(IEnumerable<string> limits)
    {
        var line = limits.First(text => text.StartsWith(Line, StringComparison.Ordinal));
        var soft = line[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return soft == "unlimited" ? long.MaxValue : long.Parse(soft, CultureInfo.InvariantCulture);
    }
}
