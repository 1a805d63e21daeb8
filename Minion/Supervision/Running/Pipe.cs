using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>A pipe from a child. The child's end waits for room as usual, whether the read end waits or not: that is a
/// property of each end.</summary>
internal readonly record struct Pipe(int ReadEnd, int WriteEnd)
{
    private const int SetFlags = 4;

    /// <param name="waits">Reading an empty pipe waits.</param>
    public static unsafe Pipe Open(bool waits = false)
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0) throw Libc.Failed("pipe");
        if (!waits && Libc.Control(ends[0], SetFlags, Libc.NonBlocking) != 0) throw Libc.Failed("fcntl");
        return new Pipe(ends[0], ends[1]);
    }
}
