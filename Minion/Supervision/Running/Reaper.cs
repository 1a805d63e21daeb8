using System.Runtime.CompilerServices;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Trees;

namespace Salt.Minion.Supervision.Running;

/// <summary>Takes the exit of every child that has ended: jobs' root processes, and the orphans that come to the
/// supervisor because it is a subreaper.</summary>
internal static unsafe class Reaper
{
    private const int AnyChild = 0;
    private const int OneChild = 1;
    private const int NoHang = 1;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x01000000;
    private const int ByExit = 1;
    private const int SetSubreaper = 36;

    // siginfo_t of SIGCHLD on 64-bit Linux.
    private const int InformationSize = 128;
    private const int CodeOffset = 8;
    private const int PidOffset = 16;
    private const int StatusOffset = 24;

    /// <summary>From now on descendants whose parents end become children of this process.</summary>
    public static void BecomeSubreaper()
    {
        if (Libc.ProcessControl(SetSubreaper, 1, 0, 0, 0) != 0) throw Libc.Failed("prctl PR_SET_CHILD_SUBREAPER");
    }

    /// <summary>Reaps all that have ended.</summary>
    /// <param name="ended">Pid and end, once the pid is free.</param>
    public static void ReapAll(Action<int, RootExit> ended)
    {
        while (TryReap(out var pid, out var exit)) ended(pid, exit);
    }

    /// <summary>Waits for one child and reaps it.</summary>
    public static RootExit Await(int pid)
    {
        var information = stackalloc byte[InformationSize];
        return Libc.Wait(OneChild, pid, information, Exited | LeaveWaitable) == 0
            ? Take(pid, information)
            : throw Libc.Failed("waitid");
    }

    private static bool TryReap(out int pid, out RootExit exit)
    {
        var information = stackalloc byte[InformationSize];
        Unsafe.WriteUnaligned(information + PidOffset, 0);
        exit = default;

        // Without children it fails, with none that has ended it finds pid 0.
        var found = Libc.Wait(AnyChild, 0, information, Exited | NoHang | LeaveWaitable) == 0;
        pid = Unsafe.ReadUnaligned<int>(information + PidOffset);
        if (!found || pid == 0) return false;
        exit = Take(pid, information);
        return true;
    }

    private static RootExit Take(int pid, byte* information)
    {
        var status = Unsafe.ReadUnaligned<int>(information + StatusOffset);
        var exit = Unsafe.ReadUnaligned<int>(information + CodeOffset) == ByExit
            ? new RootExit(status, 0, status == 0 ? "" : LastProgram(pid))
            : new RootExit(128 + status, status, "");
        _ = Libc.Wait(OneChild, pid, information, Exited);
        return exit;
    }

    // A zombie still tells the name of the program it ran last; whoever is reaped does not.
    private static string LastProgram(int pid) => ProcStat.Read(pid)?.Name ?? "";
}
