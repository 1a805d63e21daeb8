using System.Runtime.InteropServices;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>One thread, one epoll: descriptors that become ready and deadlines that pass call back here, one at a time.</summary>
internal sealed unsafe class EventLoop(TimeProvider clock) : IDisposable
{
    private const int Add = 1;
    private const int Remove = 2;
    private const int Modify = 3;
    private const int Batch = 64;

    private readonly int _epoll = Created(Libc.EpollCreate(Libc.CloseOnExec));
    private readonly Dictionary<ulong, Action<uint>> _ready = [];
    private readonly PriorityQueue<LoopTimer, long> _timers = new();
    private readonly byte* _events = (byte*)NativeMemory.AllocZeroed(Batch, 16);
    private readonly byte[] _scratch = new byte[64 * 1024];
    private ulong _lastKey;

    /// <summary>Memory for anybody's use within one callback.</summary>
    public Span<byte> Scratch => _scratch;

    public TimeProvider Clock => clock;

    /// <summary>Calls back whenever the descriptor has one of the events; the caller keeps owning it.</summary>
    /// <returns>A key to stop with, before the descriptor is closed.</returns>
    public ulong Watch(int descriptor, uint events, Action<uint> ready)
    {
        // The key is never used twice, so an event for a descriptor that was closed in the same batch finds nobody.
        var key = ++_lastKey;
        Control(Add, descriptor, events, key);
        _ready.Add(key, ready);
        return key;
    }

    public void Change(ulong key, int descriptor, uint events) => Control(Modify, descriptor, events, key);

    public void Forget(ulong key, int descriptor)
    {
        if (_ready.Remove(key)) Control(Remove, descriptor, 0, key);
    }

    /// <summary>Calls back once, when the time has passed on the monotonic clock.</summary>
    public LoopTimer After(TimeSpan time, Action passed)
    {
        var due = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        var timer = new LoopTimer(passed);
        _timers.Enqueue(timer, due);
        return timer;
    }

    /// <summary>Waits for something to happen and calls back for all that has.</summary>
    public void RunOnce()
    {
        var count = Libc.EpollWait(_epoll, _events, Batch, Timeout());
        if (count < 0 && Marshal.GetLastPInvokeError() != Libc.EINTR) throw Libc.Failed("epoll_wait");
        for (var i = 0; i < count; i++)
        {
            var (events, key) = EpollEvent.Read(_events, i);
            if (_ready.TryGetValue(key, out var ready)) ready(events);
        }

        while (_timers.TryPeek(out var timer, out var due) && (timer.IsCancelled || due <= clock.GetTimestamp()))
        {
            _timers.Dequeue();
            timer.Pass();
        }
    }

    public void Dispose()
    {
        _ = Libc.Close(_epoll);
        NativeMemory.Free(_events);
    }

    // Rounded up: a loop that wakes before its deadline would spin until it passes.
    private int Timeout()
    {
        while (_timers.TryPeek(out var timer, out _) && timer.IsCancelled) _timers.Dequeue();
        if (!_timers.TryPeek(out _, out var due)) return -1;
        var left = due - clock.GetTimestamp();
        var milliseconds = Math.Ceiling(left * 1000.0 / clock.TimestampFrequency);
        return (int)Math.Clamp(milliseconds, 0, int.MaxValue);
    }

    private void Control(int operation, int descriptor, uint events, ulong key)
    {
        var @event = stackalloc byte[16];
        EpollEvent.Write(@event, events, key);
        if (Libc.EpollControl(_epoll, operation, descriptor, @event) != 0) throw Libc.Failed("epoll_ctl");
    }

    private static int Created(int descriptor) => descriptor >= 0 ? descriptor : throw Libc.Failed("epoll_create");
}
