using System.Runtime.InteropServices;

namespace Salt.Hosting;

/// <summary>Gives a daemon's memory back to the system when it has come to rest: daemons do nothing most of the time, and what
/// the start or the last job took would stay with them until the next.</summary>
internal sealed partial class IdleMemory(TimeProvider clock)
{
    /// <summary>So long a daemon is watched before it is said to be at rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>So long it is left alone afterwards, whatever happens: a collection costs some milliseconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Who allocates more than this within <see cref="Rest"/> is at work.</summary>
    private const long AtRest = 128 * 1024;

    /// <summary>Less than this since the last time is not worth another collection.</summary>
    private const long Worth = 1024 * 1024;

    /// <summary>A heap beyond this belongs to a master with thousands of minions, whose calls must not wait for its collection.</summary>
    private const long Largest = 64 * 1024 * 1024;

    public async Task RunAsync(CancellationToken stopping)
    {
        var trimmed = -Worth;
        var wait = Rest;
        while (true)
        {
            var before = GC.GetTotalAllocatedBytes();
            await Task.Delay(wait, clock, stopping);
            var allocated = GC.GetTotalAllocatedBytes();
            wait = allocated - trimmed < Worth ? Pause : Rest;
            if (wait == Pause || allocated - before > AtRest || GC.GetTotalMemory(forceFullCollection: false) > Largest) continue;

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _ = TrimNative(0);
            trimmed = GC.GetTotalAllocatedBytes();
        }
    }

    /// <summary>malloc_trim(3), for TLS, sockets and the store; glibc alone has it.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint pad);
}
