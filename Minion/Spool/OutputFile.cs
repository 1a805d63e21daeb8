using Microsoft.Win32.SafeHandles;
using Salt.Shared.Files;

namespace Salt.Minion.Spool;

/// <summary>Reads one stream of a job from its files, while it grows or afterwards.</summary>
/// <param name="path">Of the stream, such as <see cref="JobFolder.Stdout"/>; a file that is missing reads as empty.</param>
public sealed class OutputFile(string path)
{
    private const int PieceSize = 16 << 10;

    /// <summary>Bytes that the lines which say what is left out may take on top of a maximum.</summary>
    public const int Lines = 256;

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
    /// <param name="max">Bytes of the text as JSON at most, <see cref="Lines"/> aside; it is held in memory.</param>
    public OutputText ReadText(long total, int max)
    {
        var segments = OutputSegment.Of(path);
        var kept = segments is [.., var last] ? last.End : 0;
        total = Math.Max(total, kept);
        var room = (long)max;
        while (true)
        {
            var text = ReadText(segments, total, room);
            var size = text.Text.JsonLength();
            var shown = text.LeftOut > 0 ? size - Lines : size;
            if (shown <= max || room == 0) return text;
            // Escapes and replacement characters take more than the byte they stand for.
            room = Math.Min(room * max / size, room - 1);
        }
    }

    /// <param name="room">Bytes of the stream at most.</param>
    private static OutputText ReadText(IReadOnlyList<OutputSegment> segments, long total, long room)
    {
        var text = new OutputTextBuilder((int)Math.Min(total, room));
        var isWhole = total <= room;
        ReadRange(segments, 0, isWhole ? total : room / 2, text);
        if (!isWhole) ReadRange(segments, total - (room - (room / 2)), total, text);
        return text.Finish(total);
    }

    private static void ReadRange(IReadOnlyList<OutputSegment> segments, long from, long to, OutputTextBuilder text)
    {
        Span<byte> buffer = stackalloc byte[PieceSize];
        foreach (var segment in segments)
        {
            var end = Math.Min(to, segment.End);
            for (var at = Math.Max(from, segment.Offset); at < end;)
            {
                var count = ReadSegment(segment, at, buffer[..(int)Math.Min(PieceSize, end - at)]);
                if (count == 0) break;
                text.Append(at, buffer[..count]);
                at += count;
            }
        }
    }

    private static int ReadSegment(OutputSegment segment, long at, Span<byte> buffer)
    {
        try
        {
            using var file = RegularFile.OpenHandle(segment.Path);
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
