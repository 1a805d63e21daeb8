using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Trees;

/// <summary>Signals a process that was seen in /proc, and no other that was given its pid meanwhile.</summary>
internal static class KnownProcess
{
    public static void Signal(ProcStat seen, int signal)
    {
        // The descriptor holds on to whoever has the pid now; the start time tells whether that is still the one.
        var process = Libc.OpenProcess(seen.Pid);
        if (process < 0) return;
        if (ProcStat.Read(seen.Pid)?.StartTime == seen.StartTime) _ = Libc.SignalProcess(process, signal);
        _ = Libc.Close(process);
    }
}
