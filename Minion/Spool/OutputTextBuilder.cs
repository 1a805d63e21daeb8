using System.Globalization;
using System.Text;

namespace Salt.Minion.Spool;

/// <summary>Makes text of what was read of a stream, in its order. Whatever lies between two runs of bytes, or behind the
/// last, is said in a line; a character that such a gap splits goes with it.</summary>
/// <param name="capacity">Bytes of the stream that will come.</param>
internal sealed class OutputTextBuilder(int capacity)
{
    private const int LongestCharacter = 4;
    private const int LongestLine = 8 << 10;

    private byte[] _bytes = new byte[capacity + 128];
    private int _length;
    private long _next;
    private long _leftOut;

    /// <param name="at">Offset in the stream; not before the end of what came last.</param>
    public void Append(long at, ReadOnlySpan<byte> bytes)
    {
        if (at != _next)
        {
            DropSplitEnd();
            DropOpenLine();
            var skipped = LineStart(bytes);
            at += skipped;
            bytes = bytes[skipped..];
            AppendGap(at - _next);
        }

        Put(bytes);
        _next = at + bytes.Length;
    }

    /// <param name="total">Of the whole stream, in bytes.</param>
    public OutputText Finish(long total)
    {
        if (_next < total)
        {
            DropSplitEnd();
            AppendGap(total - _next);
        }

        return new OutputText(Utf8Text.Of(_bytes.AsMemory(0, _length)), total, _leftOut);
    }

    private void AppendGap(long bytes)
    {
        _leftOut += bytes;
        var newLine = _length > 0 && _bytes[_length - 1] != '\n' ? "\n" : "";
        Put(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{newLine}[... {bytes} bytes left out ...]\n")));
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, _length + bytes.Length + 128);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void DropSplitEnd()
    {
        var last = _length - 1;
        while (last > 0 && last > _length - LongestCharacter && IsContinuation(_bytes[last])) last--;
        if (last < 0 || _length - last >= LengthOf(_bytes[last])) return;
        _next -= _length - last;
        _length = last;
    }

    // What is left out begins and ends with a line, unless the lines there are very long.
    private void DropOpenLine()
    {
        var least = Math.Max(0, _length - LongestLine);
        var end = _bytes.AsSpan(least, _length - least).LastIndexOf((byte)'\n') + 1;
        if (end == 0) return;
        _next -= _length - (least + end);
        _length = least + end;
    }

    private static int LineStart(ReadOnlySpan<byte> bytes)
    {
        var end = bytes[..Math.Min(bytes.Length, LongestLine)].IndexOf((byte)'\n') + 1;
        return end > 0 && end < bytes.Length ? end : SplitStart(bytes);
    }

    private static int SplitStart(ReadOnlySpan<byte> bytes)
    {
        var skip = 0;
        while (skip < Math.Min(LongestCharacter - 1, bytes.Length) && IsContinuation(bytes[skip])) skip++;
        return skip;
    }

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    private static int LengthOf(byte lead) => lead switch
    {
        >= 0xF8 => 1,
        >= 0xF0 => 4,
        >= 0xE0 => 3,
        >= 0xC0 => 2,
        _ => 1,
    };
}
