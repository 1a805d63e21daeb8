using Salt.Minion.Jobs;

namespace Salt.Minion.Output;

/// <summary>Says that something in a folder has changed: at once where the system tells, else within a moment.</summary>
internal sealed class FolderChanges : IDisposable
{
    /// <summary>The system hands out few watches to a user, and others need them too: readers beyond that look for themselves.</summary>
    private const int WatchesAtOnce = 16;

    /// <summary>Between two looks where the system tells: only for what it may have missed.</summary>
    private static readonly TimeSpan Rare = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks where it does not.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    private static int _watches;

    private readonly WakeSignal _changed = new();
    private readonly FileSystemWatcher? _watcher;
    private readonly ITimer _looks;

    /// <param name="isDeep">With the folders below it.</param>
    public FolderChanges(string path, bool isDeep, TimeProvider clock)
    {
        _watcher = Watch(path, isDeep);
        var period = _watcher is null ? Often : Rare;
        _looks = clock.CreateTimer(_ => _changed.Set(), null, period, period);
    }

    /// <summary>Returns when something changed since the last time.</summary>
    public ValueTask WaitAsync(CancellationToken cancellation) => _changed.WaitAsync(cancellation);

    /// <summary>Ends a wait.</summary>
    public void Set() => _changed.Set();

    public void Dispose()
    {
        _looks.Dispose();
        if (_watcher is null) return;
        _watcher.Dispose();
        Interlocked.Decrement(ref _watches);
    }

    private FileSystemWatcher? Watch(string path, bool isDeep)
    {
        if (Interlocked.Increment(ref _watches) <= WatchesAtOnce && TryWatch(path, isDeep) is { } watcher) return watcher;
        Interlocked.Decrement(ref _watches);
        return null;
    }

    private FileSystemWatcher? TryWatch(string path, bool isDeep)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(path) { IncludeSubdirectories = isDeep };
            watcher.Changed += Notice;
            watcher.Created += Notice;
            watcher.Deleted += Notice;
            watcher.Renamed += Notice;
            watcher.Error += (_, _) => _changed.Set();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // The system has no watch left, or the folder has just gone.
            watcher?.Dispose();
            return null;
        }
    }

    private void Notice(object sender, FileSystemEventArgs e) => _changed.Set();
}
