using System.Buffers;

namespace Salt.Shared.Output;

/// <summary>Lines as Python's <c>str.splitlines</c> sees them.</summary>
public static class PythonLines
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    /// <summary>The lines without their breaks; an empty text has none, a break at the end begins no further line.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny(Breaks);
            if (length < 0)
            {
                yield return text[start..];
                yield break;
            }

            yield return text.Substring(start, length);
            start += length + (text.AsSpan(start + length).StartsWith("\r\n") ? 2 : 1);
        }
    }
}
