using System.Runtime.InteropServices;

namespace Salt.Minion.Hosting;

/// <summary>Gives memory back when the minion has come to rest: most minions do nothing most of the time, and what the
/// last job or the start-up took would stay with them until the next.</summary>
/// <param name="activity">Counts what happens; it stands still while nothing does.</param>
internal sealed partial class IdleMemory(Func<long> activity, TimeProvider clock)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stopping)
    {
        var trimmed = -1L;
        var seen = activity();
        using var timer = new PeriodicTimer(Rest, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var now = activity();
            var rests = now == seen && now != trimmed;
            seen = now;
            if (!rests) continue;

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _ = TrimNative(0);
            trimmed = now;
        }
    }

    /// <summary>malloc_trim(3), for TLS and sockets; glibc alone has it.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint pad);
}
