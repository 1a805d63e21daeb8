using System.Runtime.InteropServices;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>Signals to the supervisor as events of its loop.</summary>
/// <remarks>A signalfd works only if no thread takes the signal first, and the runtime has threads before our first line:
/// the signals must have been blocked when the program was executed. <see cref="EnsureBlocked"/> executes it anew if
/// whoever started it did not see to that.</remarks>
internal sealed unsafe class SignalQueue : IDisposable
{
    public static readonly int[] Signals = [Libc.SIGCHLD, Libc.SIGTERM, Libc.SIGINT, Libc.SIGHUP];

    private const int Block = 0;
    private const int InformationSize = 128;

    private readonly EventLoop _loop;
    private readonly int _descriptor;
    private readonly ulong _key;

    /// <param name="received">Called with the number of each signal.</param>
    public SignalQueue(EventLoop loop, Action<int> received)
    {
        var signals = SignalSet.Of(Signals);
        _loop = loop;
        _descriptor = Libc.SignalDescriptor(-1, (byte*)&signals, Libc.CloseOnExec | Libc.NonBlocking);
        if (_descriptor < 0) throw Libc.Failed("signalfd");
        _key = loop.Watch(_descriptor, Libc.Readable, _ => Drain(received));
    }

    /// <summary>Returns if every thread blocks the signals; otherwise this program starts again with them blocked.</summary>
    public static void EnsureBlocked()
    {
        if (AllThreadsBlock()) return;

        var signals = SignalSet.Of(Signals);
        _ = Libc.SetMask(Block, (byte*)&signals, null);
        using var argv = new NativeStrings(File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0'));
        _ = Libc.Execute("/proc/self/exe", argv.Pointers);
        throw Libc.Failed("exec /proc/self/exe");
    }

    public void Dispose()
    {
        _loop.Forget(_key, _descriptor);
        _ = Libc.Close(_descriptor);
    }

    private static bool AllThreadsBlock()
    {
        var wanted = 0UL;
        foreach (var signal in Signals) wanted |= 1UL << (signal - 1);
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            // A thread that has ended meanwhile takes no signal.
            if (SmallFile.Read(thread + "/status") is not { } status) continue;
            if ((ProcStatus.BlockedSignals(status) & wanted) != wanted) return false;
        }

        return true;
    }

    private void Drain(Action<int> received)
    {
        var information = stackalloc byte[InformationSize];
        while (Libc.Read(_descriptor, information, InformationSize) == InformationSize)
            received(Marshal.ReadInt32((nint)information));
    }
}
