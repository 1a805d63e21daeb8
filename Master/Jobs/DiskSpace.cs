using Salt.Shared.Errors;

namespace Salt.Master.Jobs;

/// <summary>Keeps new jobs off a disk that has no room for what is running. Looks at the disk every so often.</summary>
internal sealed class DiskSpace(JobsOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long _lookedAt;
    private long _free;

    /// <exception cref="SaltException">Unavailable: below <c>min_free</c>.</exception>
    public void Require()
    {
        var free = Free();
        if (free >= options.MinFree) return;
        throw new SaltException(
            Failure.Unavailable,
            $"no new jobs: {options.Cache} has {free >> 20} MiB free, below min_free ({options.MinFree >> 20} MiB)");
    }

    private long Free()
    {
        lock (_gate)
        {
            if (_lookedAt != 0 && clock.GetElapsedTime(_lookedAt) < LookEvery) return _free;
        }

        // Outside the lock: a disk may take its time.
        var free = new DriveInfo(options.Cache).AvailableFreeSpace;
        lock (_gate)
        {
            // What is short is looked at again each time, so that the end of it is seen at once.
            _lookedAt = free < options.MinFree ? 0 : clock.GetTimestamp();
            return _free = free;
        }
    }
}
