using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Trees;

/// <summary>Signals a process that was seen in /proc, and no other that was given its pid meanwhile.</summary>
internal static class KnownProcess
{
    public static void Signal(ProcStat seen, int signal) => Signal(seen.Pid, seen.StartTime, signal);

    public static void Signal(int pid, ulong startTime, int signal)
    {
        // The descriptor holds on to whoever has the pid now; the start time tells whether that is still the one.
        var process = Libc.OpenProcess(pid);
        if (process < 0) return;
        if (ProcStat.Read(pid)?.StartTime == startTime) _ = Libc.SignalProcess(process, signal);
        _ = Libc.Close(process);
    }
}
