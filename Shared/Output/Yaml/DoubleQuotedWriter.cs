using System.Globalization;
using System.Text;

namespace Salt.Shared.Output.Yaml;

/// <summary>Writes a text in double quotes, folding it with a backslash at the end of a line.</summary>
internal static class DoubleQuotedWriter
{
    /// <summary>On one line, all that is not ASCII escaped: as PyYAML's emitter does by itself.</summary>
    public static string Quote(string text)
    {
        var output = new YamlText();
        Write(output, text.EnumerateRunes().ToArray(), 0, int.MaxValue, asciiOnly: true);
        return output.ToString();
    }

    public static void Write(YamlText output, ReadOnlySpan<Rune> text, int indent, int width, bool asciiOnly = false)
    {
        output.Append("\"");
        var start = 0;
        for (var end = 0; end <= text.Length; end++)
        {
            if (end == text.Length || NeedsEscape(text[end], asciiOnly))
            {
                if (start < end) output.Append(text[start..end]);
                start = end;
                if (end < text.Length)
                {
                    output.Append(Escape(text[end]));
                    start = end + 1;
                }
            }

            var isInside = end > 0 && end < text.Length - 1;
            if (!isInside || (text[end].Value != ' ' && start < end) || output.Column + (end - start) <= width) continue;
            if (start < end)
            {
                output.Append(text[start..end]);
                start = end;
            }

            output.Append("\\\n");
            output.Indent(indent);
            if (text[start].Value == ' ') output.Append("\\");
        }

        output.Append("\"");
    }

    private static bool NeedsEscape(Rune rune, bool asciiOnly) => rune.Value is '"' or '\\' or 0x85 or 0x2028 or 0x2029 or 0xfeff
        || (rune.Value is not (>= ' ' and <= '~') && (asciiOnly || rune.Value is not (>= 0xa0 and <= 0xfffd)));

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\0' => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        '\e' => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        0x85 => "\\N",
        0xa0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xff => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        <= 0xffff => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
    };
}
