using System.Text;

namespace Salt.Minion.Spool;

/// <summary>Bytes of a stream that were read together.</summary>
internal readonly record struct OutputRun(long Start, ReadOnlyMemory<byte> Bytes)
{
    private const int LongestCharacter = 4;

    private long End => Start + Bytes.Length;

    /// <summary>Decodes runs in their order; whatever lies between them, or before the total, is said in a line.</summary>
    /// <remarks>A character that is split by such a gap goes with it; bytes that never were a character are U+FFFD.</remarks>
    public static OutputText Join(IReadOnlyList<OutputRun> runs, long total)
    {
        var text = new StringBuilder();
        var next = 0L;
        var leftOut = 0L;
        var decoder = Encoding.UTF8.GetDecoder();
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i];
            var follows = i == 0 ? run.Start == 0 : runs[i - 1].End == run.Start;
            var isFollowed = i + 1 < runs.Count ? runs[i + 1].Start == run.End : run.End == total;
            if (!follows) run = run.WithoutSplitStart();
            if (!isFollowed) run = run.WithoutSplitEnd();
            leftOut += AppendGap(text, run.Start - next);
            AppendText(text, decoder, run.Bytes.Span, flush: !isFollowed || i + 1 == runs.Count);
            next = run.End;
        }

        leftOut += AppendGap(text, total - next);
        return new OutputText(text.ToString(), total, leftOut);
    }

    private static void AppendText(StringBuilder text, Decoder decoder, ReadOnlySpan<byte> bytes, bool flush)
    {
        var characters = new char[decoder.GetCharCount(bytes, flush)];
        text.Append(characters, 0, decoder.GetChars(bytes, characters, flush));
    }

    private static long AppendGap(StringBuilder text, long bytes)
    {
        if (bytes <= 0) return 0;
        if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
        text.Append("[... ").Append(bytes).Append(" bytes left out ...]\n");
        return bytes;
    }

    private OutputRun WithoutSplitStart()
    {
        var bytes = Bytes.Span;
        var skip = 0;
        while (skip < Math.Min(LongestCharacter - 1, bytes.Length) && IsContinuation(bytes[skip])) skip++;
        return new OutputRun(Start + skip, Bytes[skip..]);
    }

    private OutputRun WithoutSplitEnd()
    {
        var bytes = Bytes.Span;
        var last = bytes.Length - 1;
        while (last > 0 && last > bytes.Length - LongestCharacter && IsContinuation(bytes[last])) last--;
        var isSplit = last >= 0 && bytes.Length - last < LengthOf(bytes[last]);
        return isSplit ? this with { Bytes = Bytes[..last] } : this;
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
