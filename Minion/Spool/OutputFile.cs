using Microsoft.Win32.SafeHandles;

namespace Salt.Minion.Spool;

/// <summary>Reads one stream of a job from its files, while it grows or afterwards.</summary>
/// <param name="path">Of the stream, such as <see cref="JobFolder.Stdout"/>; a file that is missing reads as empty.</param>
public sealed class OutputFile(string path)
{
    /// <summary>Where the kept bytes end: everything printed so far, but for bytes that could not be written.</summary>
    public long End => OutputSegment.Of(path) is [.., var last] ? last.End : 0;

    /// <summary>Reads kept bytes from an offset of the stream on, or from the first kept byte after it.</summary>
    /// <param name="at">The offset of the first byte that was read.</param>
    /// <returns>Bytes read, of one segment; 0: there is nothing (yet) from the offset on.</returns>
    public int Read(long offset, Span<byte> buffer, out long at)
    {
        at = offset;
        foreach (var segment in OutputSegment.Of(path))
        {
            if (segment.End <= offset) continue;
            at = Math.Max(offset, segment.Offset);
            var count = ReadSegment(segment, at, buffer);
            if (count > 0) return count;
        }

        return 0;
    }

    /// <summary>The stream's head and tail as text.</summary>
    /// <param name="total">Bytes the program wrote, from the end record; -1: what is kept is all there was.</param>
    /// <param name="max">Bytes of the stream at most; they are held in memory.</param>
    public OutputText ReadText(long total, int max)
    {
        var segments = OutputSegment.Of(path);
        var kept = segments is [.., var last] ? last.End : 0;
        total = Math.Max(total, kept);
        var whole = total <= max;
        var runs = new List<OutputRun>();
        Collect(segments, 0, whole ? total : max / 2, runs);
        if (!whole) Collect(segments, total - (max - (max / 2)), total, runs);
        return OutputRun.Join(runs, total);
    }

    private static void Collect(IReadOnlyList<OutputSegment> segments, long from, long to, List<OutputRun> runs)
    {
        foreach (var segment in segments)
        {
            var start = Math.Max(from, segment.Offset);
            var end = Math.Min(to, segment.End);
            if (start >= end) continue;
            var bytes = new byte[end - start];
            var count = ReadSegment(segment, start, bytes);
            if (count > 0) runs.Add(new OutputRun(start, bytes.AsMemory(0, count)));
        }
    }

    private static int ReadSegment(OutputSegment segment, long at, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadFull(file, at - segment.Offset, buffer);
        }
        catch (FileNotFoundException)
        {
            // The tail went on while we looked: the segment was the oldest, and its bytes are no longer kept.
            return 0;
        }
    }

    private static int ReadFull(SafeFileHandle file, long position, Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length)
        {
            var count = RandomAccess.Read(file, buffer[read..], position + read);
            if (count == 0) break;
            read += count;
        }

        return read;
    }
}
