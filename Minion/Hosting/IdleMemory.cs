using System.Runtime.InteropServices;

namespace Salt.Minion.Hosting;

/// <summary>Gives memory back when the minion has come to rest: most minions do nothing most of the time, and what the
/// last job or the start-up took would stay with them until the next.</summary>
/// <param name="activity">Counts what happens; it stands still while nothing does.</param>
internal sealed partial class IdleMemory(Func<long> activity, TimeProvider clock)
{
    /// <summary>So long nothing has to happen.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>So long it is left alone afterwards, whatever happens: a collection costs some milliseconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken stopping)
    {
        var trimmed = -1L;
        while (true)
        {
            var seen = activity();
            await Task.Delay(seen == trimmed ? Pause : Rest, clock, stopping);
            if (seen == trimmed || seen != activity()) continue;

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _ = TrimNative(0);
            trimmed = seen;
        }
    }

    /// <summary>malloc_trim(3), for TLS and sockets; glibc alone has it.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint pad);
}
