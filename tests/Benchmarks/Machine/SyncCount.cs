using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Machine;

/// <summary>Counts the fsyncs that processes make, by strace.</summary>
internal static partial class SyncCount
{
    /// <returns>How many they made while <paramref name="work"/> was done; null where there is no strace.</returns>
    public static async Task<int?> DuringAsync(IEnumerable<int> pids, Func<Task> work)
    {
        if (!File.Exists("/usr/bin/strace")) return null;
        var start = new ProcessStartInfo("/usr/bin/strace", ["-f", "-c", "-e", "trace=fsync,fdatasync", .. pids.SelectMany(pid => new[] { "-p", $"{pid}" })])
        {
            RedirectStandardError = true,
        };
        using var strace = Process.Start(start)!;
        var attached = 0;
        var report = new List<string>();
        var counted = pids.Count();
        while (attached < counted && await strace.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("attached", StringComparison.Ordinal)) attached++;
        }

        await work();
        Signals.Send(strace.Id, Signals.Interrupt);
        while (await strace.StandardError.ReadLineAsync() is { } line) report.Add(line);
        await strace.WaitForExitAsync();
        return report.Select(line => CallLine().Match(line)).Where(match => match.Success)
            .Sum(match => int.Parse(match.Groups["calls"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(?<calls>\d+)\s+(\d+\s+)?(fsync|fdatasync)\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex CallLine();
}
