using System.Buffers;

namespace Salt.Cli.Attach;

/// <summary>Puts a prefix before every line of a stream that comes in pieces. A line is passed on when it is whole, so that
/// lines of several streams never mix, but for one that is too long to be kept: it goes on in a line of its own.</summary>
/// <param name="write">Takes whole lines.</param>
internal sealed class LinePrefixer(ReadOnlyMemory<byte> prefix, LinePrefixer.LineWriter write)
{
    public const int LongestLine = 64 << 10;

    private readonly ArrayBufferWriter<byte> _open = new();

    public delegate void LineWriter(ReadOnlySpan<byte> lines);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var lines = new ArrayBufferWriter<byte>(bytes.Length + prefix.Length + 1);
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var rest = end < 0 ? bytes : bytes[..end];
            var part = rest[..Math.Min(rest.Length, LongestLine - _open.WrittenCount)];
            _open.Write(part);
            bytes = bytes[part.Length..];
            if (part.Length == end) bytes = bytes[1..];
            if (part.Length == end || _open.WrittenCount == LongestLine) EndLine(lines);
        }

        if (lines.WrittenCount > 0) write(lines.WrittenSpan);
    }

    /// <summary>Nothing more comes, or not at once: a line that is open is ended.</summary>
    public void Flush()
    {
        if (_open.WrittenCount == 0) return;
        var line = new ArrayBufferWriter<byte>();
        EndLine(line);
        write(line.WrittenSpan);
    }

    private void EndLine(ArrayBufferWriter<byte> lines)
    {
        lines.Write(prefix.Span);
        lines.Write(_open.WrittenSpan);
        lines.Write("\n"u8);
        _open.ResetWrittenCount();
    }
}
