using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Salt.Cli.Dev;

/// <summary>A process that may be signalled: a pid alone may be another's by now, so it is believed with its start time.</summary>
/// <param name="StartTicks">Clock ticks from boot to its start, field 22 of <c>/proc/PID/stat</c>.</param>
internal readonly partial record struct RunningProcess(int Pid, long StartTicks)
{
    public const int Term = 15;
    public const int Kill = 9;

    // sysconf(_SC_CLK_TCK): Linux shows 100 to programs on every architecture that .NET runs on.
    private const int TicksPerSecond = 100;
    private const int EndOfName = 2;
    private const int StartField = 21;

    // A clock that was corrected since boot moves what is computed from it.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public bool IsAlive => TryRead(Pid, out var now) && now.StartTicks == StartTicks;

    /// <summary>The process that wrote its pid to a file; null if it has ended, or if the pid is another's by now: one
    /// that started behind the file, or runs another program.</summary>
    /// <param name="words">Words that its command line must hold, the program's name by its last part.</param>
    public static RunningProcess? FromPidFile(string file, params string[] words)
    {
        if (!File.Exists(file)) return null;
        if (!int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) return null;
        if (!TryRead(pid, out var process) || process.Started() > File.GetLastWriteTimeUtc(file) + Tolerance) return null;
        var commandLine = CommandLine(pid);
        return words.All(word => commandLine.Any(argument => argument == word || argument.EndsWith('/' + word))) ? process : null;
    }

    /// <summary>Whether it is running under this pid now.</summary>
    public static bool TryRead(int pid, out RunningProcess process)
    {
        process = default;
        var stat = ReadProc($"/proc/{pid}/stat");
        var end = stat.LastIndexOf(')');
        if (end < 0) return false;
        var fields = stat[(end + EndOfName)..].Split(' ');
        // Fields are counted from 1, and the two before these are pid and name.
        if (fields[0] is "Z" or "X") return false;
        process = new RunningProcess(pid, long.Parse(fields[StartField - EndOfName], CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Sends a signal, unless it has ended.</summary>
    public void Signal(int signal)
    {
        if (IsAlive) _ = SendSignal(Pid, signal);
    }

    /// <returns>Whether it ended in time.</returns>
    public async Task<bool> WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (IsAlive)
        {
            if (clock.GetElapsedTime(start) > patience) return false;
            await Task.Delay(Pause, clock, cancellationToken);
        }

        return true;
    }

    private DateTime Started()
    {
        var boot = ReadProc("/proc/stat").Split('\n')
            .First(line => line.StartsWith("btime ", StringComparison.Ordinal)).Split(' ')[1];
        return DateTime.UnixEpoch
            .AddSeconds(long.Parse(boot, CultureInfo.InvariantCulture))
            .AddSeconds((double)StartTicks / TicksPerSecond);
    }

    private static string[] CommandLine(int pid) => ReadProc($"/proc/{pid}/cmdline").Split('\0');

    private static string ReadProc(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.UTF8);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
