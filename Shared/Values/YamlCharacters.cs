using System.Globalization;

namespace Salt.Shared.Values;

/// <summary>The characters that YAML allows: none that controls but tab and line breaks, no half of a pair.</summary>
internal static class YamlCharacters
{
    /// <exception cref="YamlFormatException">There is another: which, and where.</exception>
    public static void Check(string text)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') (line, start) = (line + 1, i + 1);
            if (IsAllowed(c)) continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else throw new YamlFormatException(line, i - start + 1, string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)c:X4} may not stand here; in double quotes it is written \\{(c > 0xff ? 'u' : 'x')}{(c > 0xff ? $"{(int)c:X4}" : $"{(int)c:X2}")}"));
        }
    }

    private static bool IsAllowed(char c) => c switch
    {
        '\t' or '\n' or '\r' or '\x85' => true,
        < ' ' or (>= '\x7f' and < '\xa0') => false,
        >= '\ud800' and <= '\udfff' => false,
        _ => c is not ('\ufffe' or '\uffff'),
    };
}
