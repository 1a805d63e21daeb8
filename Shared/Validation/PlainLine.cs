using System.Globalization;
using System.Text;

namespace Salt.Shared.Validation;

/// <summary>Foreign text as it may stand in a line of a log or on a terminal: bounded, and nothing in it acts on either.</summary>
public static class PlainLine
{
    /// <summary>Control characters, what turns the direction of writing, and halves of characters become escapes.</summary>
    /// <param name="max">Characters kept; of a longer text the length is told.</param>
    public static string Of(string text, int max)
    {
        var kept = text.Length <= max ? text.Length : Boundary(text, max);
        if (kept == text.Length && IsPlain(text)) return text;
        var line = new StringBuilder(kept + 64);
        for (var i = 0; i < kept; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < kept && char.IsLowSurrogate(text[i + 1]))
            {
                line.Append(text[i]).Append(text[++i]);
                continue;
            }

            Append(line, text[i]);
        }

        if (kept < text.Length) line.Append(CultureInfo.InvariantCulture, $"… ({text.Length} characters)");
        return line.ToString();
    }

    /// <summary>Nothing in the text acts on a terminal or a log.</summary>
    public static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (Acts(text[i])) return false;
        }

        return true;
    }

    private static int Boundary(string text, int max) => max > 0 && char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;

    private static void Append(StringBuilder line, char c)
    {
        if (!Acts(c)) line.Append(c);
        else if (c == '\n') line.Append("\\n");
        else if (c == '\r') line.Append("\\r");
        else if (c == '\t') line.Append("\\t");
        else if (c < 0x100) line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        else line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
    }

    private static bool Acts(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u200e' and <= '\u200f')
            or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u061c' or '\ufeff';
}
