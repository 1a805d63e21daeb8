using Microsoft.Win32.SafeHandles;
using Salt.Shared.Errors;

namespace Salt.Minion.Spool;

/// <summary>A return that is about to be sent: how the job ended, and its JSON, read piece by piece from where it lies.</summary>
public sealed class OpenReturn : IDisposable
{
    private readonly SafeFileHandle? _file;
    private readonly long _start;

    /// <summary>One that is in memory.</summary>
    public OpenReturn(JobReturn end)
    {
        End = end;
        Size = end.Ret.Length;
    }

    /// <param name="end">Without its return.</param>
    /// <param name="file">Disposed with this.</param>
    /// <param name="start">Where the return's JSON begins in the file.</param>
    internal OpenReturn(JobReturn end, SafeFileHandle file, long start, long size)
    {
        End = end;
        Size = size;
        _file = file;
        _start = start;
    }

    public JobReturn End { get; }

    /// <summary>Bytes of the JSON.</summary>
    public long Size { get; }

    /// <summary>Fills the buffer from an offset of the JSON on.</summary>
    /// <exception cref="IOException">The file is shorter than it was.</exception>
    public void Read(long offset, Span<byte> buffer)
    {
        if (_file is null)
        {
            End.Ret.Span.Slice((int)offset, buffer.Length).CopyTo(buffer);
            return;
        }

        while (buffer.Length > 0)
        {
            var count = RandomAccess.Read(_file, buffer, _start + offset);
            if (count == 0) throw new SystemFault($"the return of {End.Jid} ends at byte {offset} of {Size}");
            offset += count;
            buffer = buffer[count..];
        }
    }

    public void Dispose() => _file?.Dispose();
}
