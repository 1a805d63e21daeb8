using Salt.Minion.Spool;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>One stream of a job, from its pipe into its files.</summary>
/// <remarks>When the job has ended but a descendant it left behind still holds the pipe, the pipe is read on and what
/// comes is thrown away: closing it would kill that process at its next line, which nobody asked for.</remarks>
internal sealed unsafe class JobStream
{
    private const nuint BytesToRead = 0x541B;

    /// <summary>Reads in a row before other descriptors have their turn.</summary>
    private const int ReadsAtOnce = 4;

    private readonly EventLoop _loop;
    private readonly OutputWriter _writer;
    private readonly ulong _key;
    private int _pipe;
    private bool _discards;

    /// <param name="pipe">The read end, owned from now on.</param>
    public JobStream(EventLoop loop, int pipe, OutputWriter writer)
    {
        (_loop, _pipe, _writer) = (loop, pipe, writer);
        _key = loop.Watch(pipe, Libc.Readable, _ => Read(ReadsAtOnce * (long)loop.Scratch.Length));
    }

    /// <summary>Somebody may still write to it.</summary>
    public bool IsOpen => _pipe >= 0;

    public long Total => _writer.Total;

    /// <summary>The job has ended: takes what is in the pipe by now, and nothing of what comes later.</summary>
    public void Finish()
    {
        var waiting = 0;
        if (IsOpen && Libc.Control(_pipe, BytesToRead, &waiting) == 0) Read(waiting);

        // From here on it is only to be seen whether a writer is left.
        _discards = true;
        _writer.Dispose();
        if (IsOpen) Read(1);
    }

    private void Read(long most)
    {
        var buffer = _loop.Scratch;
        fixed (byte* start = buffer)
        {
            while (most > 0)
            {
                var count = (int)Libc.Read(_pipe, start, (nint)Math.Min(most, buffer.Length));
                if (count < 0) return;
                if (count == 0)
                {
                    Close();
                    return;
                }

                if (!_discards) _writer.Append(buffer[..count]);
                most -= count;
            }
        }
    }

    private void Close()
    {
        _loop.Forget(_key, _pipe);
        _ = Libc.Close(_pipe);
        _pipe = -1;
        _writer.Dispose();
    }
}
