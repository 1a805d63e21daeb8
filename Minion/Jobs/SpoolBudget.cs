using Salt.Minion.Spool;

namespace Salt.Minion.Jobs;

/// <summary>Whether the disk has room for one more job: <c>spool_max</c> bytes of returns that wait for the master, and
/// <c>min_free</c> bytes free. Jobs that were accepted end whatever it says.</summary>
internal sealed class SpoolBudget(string cache, long spoolMax, long minFree)
{
    /// <summary>A return's head, roughly.</summary>
    private const int Overhead = 512;

    private long _waiting;

    public static long SizeOf(JobReturn end) => end.Ret.Length + Overhead;

    public void Add(long bytes) => Interlocked.Add(ref _waiting, bytes);

    /// <summary>Why a new job has to be refused; null: it need not be.</summary>
    public string? Refusal()
    {
        var waiting = Interlocked.Read(ref _waiting);
        if (waiting > spoolMax) return $"ERROR: {waiting} bytes of returns wait for the master, more than spool_max ({spoolMax})";

        var free = new DriveInfo(cache).AvailableFreeSpace;
        return free < minFree ? $"ERROR: {free} bytes are free at {cache}, fewer than min_free ({minFree})" : null;
    }
}
