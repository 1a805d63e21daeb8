using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Protocol;

namespace Salt.Minion.Spool;

/// <summary>A job's status file, written in place: a full disk cannot keep a running job from ending, because the space
/// is taken when the job is accepted. The supervisor alone writes records; anybody may read them.</summary>
public sealed class StatusFile : IDisposable
{
    private const int StartOffset = 0;
    private const int EndOffset = StatusSlot.Size;
    private const int Size = 2 * StatusSlot.Size;
    private const int Exclusive = 0x80; // O_EXCL

    private readonly string _path;
    private int _file;

    private StatusFile(string path, int file) => (_path, _file) = (path, file);

    /// <summary>Creates the file with room for both records. Not synced: sync the folder, as after any new file; the
    /// first record's sync covers the content.</summary>
    /// <remarks>Zeros are written rather than allocated: a record's sync then changes no metadata (83 µs against 133 µs
    /// on ext4).</remarks>
    /// <exception cref="IOException">There is a status file already, or no space for one.</exception>
    public static void Reserve(string path)
    {
        var file = Libc.Open(path, Libc.WriteOnly | Libc.Create | Exclusive | Libc.CloseOnExec, Convert.ToUInt32("600", 8));
        if (file < 0) throw Libc.Failed($"create '{path}'");
        using var status = new StatusFile(path, file);
        status.Write(new byte[Size], StartOffset);
    }

    /// <summary>Reads both records. A file that is missing or short reads as absent records.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public static JobStatus Read(string path)
    {
        var file = Libc.Open(path, Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (file < 0)
        {
            return System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Libc.ENOENT
                ? new JobStatus(SlotState.Absent, null, SlotState.Absent, null)
                : throw Libc.Failed($"open '{path}'");
        }

        using var status = new StatusFile(path, file);
        return status.Read();
    }

    /// <summary>Opens a reserved file for its records.</summary>
    /// <exception cref="IOException">There is no status file, or it cannot be opened.</exception>
    internal static StatusFile Open(string path)
    {
        var file = Libc.Open(path, Libc.ReadWrite | Libc.CloseOnExec, 0);
        return file >= 0 ? new StatusFile(path, file) : throw Libc.Failed($"open '{path}'");
    }

    /// <summary>Opens a reserved file and makes the start durable in it, before anything is started.</summary>
    /// <exception cref="IOException">There is no status file, or it cannot be written: nothing may be started.</exception>
    internal static StatusFile Begin(string path, StartRecord intent)
    {
        var status = Open(path);
        try
        {
            status.Write(intent);
            status.Sync();
            return status;
        }
        catch (IOException)
        {
            status.Dispose();
            throw;
        }
    }

    internal unsafe JobStatus Read()
    {
        Span<byte> bytes = new byte[Size];
        fixed (byte* buffer = bytes)
        {
            var count = Libc.ReadAt(_file, buffer, Size, 0);
            if (count < 0) throw Libc.Failed($"read '{_path}'");
        }

        var json = SupervisionJson.Default;
        var startSlot = StatusSlot.Decode(bytes[..StatusSlot.Size], json.StartRecord, out var start);
        var endSlot = StatusSlot.Decode(bytes[EndOffset..], json.EndRecord, out var end);
        return new JobStatus(startSlot, start, endSlot, end);
    }

    /// <summary>Writes the record. It survives the end of this process, but a power loss only after <see cref="Sync"/>.</summary>
    internal void Write(StartRecord start) => Write(StatusSlot.Encode(start, SupervisionJson.Default.StartRecord), StartOffset);

    /// <inheritdoc cref="Write(StartRecord)"/>
    internal void Write(EndRecord end) => Write(StatusSlot.Encode(end, SupervisionJson.Default.EndRecord), EndOffset);

    internal void Sync()
    {
        if (Libc.SyncData(_file) != 0) throw Libc.Failed($"sync '{_path}'");
    }

    public void Dispose()
    {
        if (_file >= 0) _ = Libc.Close(_file);
        _file = -1;
    }

    private unsafe void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* buffer = bytes)
        {
            if (Libc.WriteAt(_file, buffer, bytes.Length, offset) != bytes.Length) throw Libc.Failed($"write '{_path}'");
        }
    }
}
