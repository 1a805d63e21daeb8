using System.Runtime.InteropServices;
using Salt.Shared.Errors;

namespace Salt.Minion.Spool;

/// <summary>File writes that survive: a kill -9 always, and a power loss where the caller asks for it.</summary>
internal static partial class Durable
{
    /// <summary>Files of a job hold arguments and output: for the daemon's user alone.</summary>
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private const int OpenReadOnlyDirectory = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC

    /// <summary>Puts the content at the path at once or not at all; a reader never sees a part of it.</summary>
    /// <param name="sync">It also survives a power loss, once the folder was synced.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool sync)
    {
        var temporary = path + ".new";
        WriteNew(temporary, content, sync);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes a file where nobody reads yet.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, bool)"/>
    public static void WriteNew(string path, ReadOnlySpan<byte> content, bool sync)
    {
        using var file = Create(path);
        file.Write(content);
        if (sync) file.Flush(flushToDisk: true);
    }

    /// <summary>The same for content that lies in several places.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, bool)"/>
    public static void Write(string path, IEnumerable<ReadOnlyMemory<byte>> parts, bool sync)
    {
        var temporary = path + ".new";
        using (var file = Create(temporary))
        {
            foreach (var part in parts) file.Write(part.Span);
            if (sync) file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes the folder's entries (new, renamed, deleted) survive a power loss.</summary>
    public static void SyncFolder(string path)
    {
        var folder = Open(path, OpenReadOnlyDirectory);
        if (folder < 0) throw Failed("open", path);
        try
        {
            if (Sync(folder) != 0) throw Failed("fsync", path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = System.IO.FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = FileMode,
        BufferSize = 0,
    });

    private static SystemFault Failed(string call, string path) =>
        new($"{call} '{path}': {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
