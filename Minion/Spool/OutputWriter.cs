using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Spool;

/// <summary>Writes one stream of a job to its files, never more than a maximum: the first half of it is the stream's head,
/// the rest the tail, in four segments of which the oldest goes when a new one begins. So at least three eighths of the
/// maximum are kept of the tail, and every byte's place is known from file names and lengths alone.</summary>
/// <remarks>It never fails and never waits for space: what cannot be written is counted and left out, and the next
/// segment begins where writing works again.</remarks>
internal sealed unsafe class OutputWriter(string path, long max) : IDisposable
{
    private const int TailSegments = 4;

    private readonly long _headMax = max / 2;
    private readonly long _tailMax = max / 2 / TailSegments;
    private readonly List<string> _tail = [];
    private int _file = -1;
    private long _segmentStart;
    private long _room;

    /// <summary>All bytes of the stream, kept or not.</summary>
    public long Total { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_room == 0 && !OpenNext())
            {
                Total += bytes.Length;
                return;
            }

            var written = Write(bytes[..(int)Math.Min(bytes.Length, _room)]);
            if (written <= 0)
            {
                Abandon();
                Total += bytes.Length;
                return;
            }

            _room -= written;
            Total += written;
            bytes = bytes[written..];
        }
    }

    public void Dispose() => Close();

    private int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* buffer = bytes) return (int)Libc.Write(_file, buffer, bytes.Length);
    }

    private bool OpenNext()
    {
        Close();
        var isHead = Total == 0;
        var room = isHead ? _headMax : _tailMax;
        if (room == 0) return false;

        var next = isHead ? path : OutputSegment.TailPath(path, Total);
        if (_tail.Count == TailSegments)
        {
            _ = Libc.Unlink(_tail[0]);
            _tail.RemoveAt(0);
        }

        _file = Libc.Open(next, Libc.WriteOnly | Libc.Create | Libc.Truncate | Libc.CloseOnExec, Convert.ToUInt32("600", 8));
        if (_file < 0) return false;
        if (!isHead) _tail.Add(next);
        _segmentStart = Total;
        _room = room;
        return true;
    }

    // A segment that got nothing would push out one that has something.
    private void Abandon()
    {
        Close();
        if (_tail.Count == 0 || Total > _segmentStart) return;
        _ = Libc.Unlink(_tail[^1]);
        _tail.RemoveAt(_tail.Count - 1);
    }

    private void Close()
    {
        if (_file >= 0) _ = Libc.Close(_file);
        _file = -1;
        _room = 0;
    }
}
