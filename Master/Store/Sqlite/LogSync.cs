using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Salt.Shared.Errors;

namespace Salt.Master.Store.Sqlite;

/// <summary>Forces the write-ahead log to the disk. The log holds every commit until a checkpoint has forced it and
/// the database itself, so one sync covers all commits before it.</summary>
internal sealed partial class LogSync : IDisposable
{
    private readonly SafeFileHandle _log;

    /// <param name="database">Opened and written to: the log stays the same file for as long as a connection is open.</param>
    public LogSync(string database)
    {
        _log = File.OpenHandle(database + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Sync()
    {
        if (SyncData(_log) != 0) throw new SystemFault($"the log cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose() => _log.Dispose();

    // Data alone, as SQLite itself does: fsync would write down the time of the last change too, at the price of a
    // second write.
    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);
}
