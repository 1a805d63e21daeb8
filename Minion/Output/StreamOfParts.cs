using System.Text;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>One stream of a job of several functions: what their programs print, one behind the other, each below a line with the
/// function's name. They run in turn, so what lies before a byte never changes.</summary>
/// <param name="functions">Their names, in order.</param>
internal sealed class StreamOfParts(JobFolder folder, IReadOnlyList<string> functions, StreamName stream) : IJobStream
{
    public long End => Pieces().LastOrDefault()?.End ?? 0;

    public int Read(long offset, Span<byte> buffer, out long at)
    {
        at = offset;
        foreach (var piece in Pieces())
        {
            if (piece.End <= offset) continue;
            var count = piece.Read(Math.Max(0, offset - piece.Offset), buffer, out var within);
            at = piece.Offset + within;
            if (count > 0) return count;
        }

        return 0;
    }

    private IEnumerable<Piece> Pieces()
    {
        var next = 0L;
        var isLineOpen = false;
        for (var number = 0; number < functions.Count; number++)
        {
            var part = folder.Part(number);
            var file = new OutputFile(stream == StreamName.Stdout ? part.Stdout : part.Stderr);
            var length = LengthOf(part, file);
            if (length == 0) continue;
            var head = Encoding.UTF8.GetBytes($"{(isLineOpen ? "\n" : "")}{functions[number]}:\n");
            var piece = new Piece(next, head, file, length);
            yield return piece;
            next = piece.End;
            isLineOpen = !EndsWithLine(file, length);
        }
    }

    // What was printed and not kept counts once the program has ended, before another begins.
    private long LengthOf(JobFolder part, OutputFile file)
    {
        var end = Path.Exists(part.Status) ? StatusFile.Read(part.Status).End : null;
        return Math.Max(file.End, stream == StreamName.Stdout ? end?.StdoutBytes ?? 0 : end?.StderrBytes ?? 0);
    }

    private static bool EndsWithLine(OutputFile file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return file.Read(length - 1, last, out _) == 0 || last[0] == (byte)'\n';
    }

    private sealed record Piece(long Offset, byte[] Head, OutputFile File, long Length)
    {
        public long End => Offset + Head.Length + Length;

        public int Read(long offset, Span<byte> buffer, out long at)
        {
            at = offset;
            if (offset < Head.Length)
            {
                var count = (int)Math.Min(Head.Length - offset, buffer.Length);
                Head.AsSpan((int)offset, count).CopyTo(buffer);
                return count;
            }

            var read = File.Read(offset - Head.Length, buffer, out at);
            at += Head.Length;
            return read;
        }
    }
}
