using System.Text;

namespace Salt.Shared.Output.Yaml;

/// <summary>In which styles a text may be written in block context without changing its meaning: PyYAML's rules.</summary>
/// <param name="Multiline">It has line breaks.</param>
/// <param name="AllowsPlain">Without quotes, as far as its characters go.</param>
/// <param name="AllowsFlowPlain">The same, within brackets or braces.</param>
/// <param name="AllowsSingleQuoted">In single quotes.</param>
internal readonly record struct ScalarAnalysis(bool Multiline, bool AllowsPlain, bool AllowsFlowPlain, bool AllowsSingleQuoted)
{
    private const string StartIndicators = "#,[]{}&*!|>'\"%@`";

    public static ScalarAnalysis Of(ReadOnlySpan<Rune> text)
    {
        if (text.IsEmpty) return new ScalarAnalysis(Multiline: false, AllowsPlain: true, AllowsFlowPlain: true, AllowsSingleQuoted: true);
        var indicators = text is [{ Value: '-' }, { Value: '-' }, { Value: '-' }, ..] or [{ Value: '.' }, { Value: '.' }, { Value: '.' }, ..];
        var flowIndicators = indicators;
        bool breaks = false, special = false, spaceThenBreak = false, breakThenSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            var rune = text[i];
            var afterBreak = i > 0 && IsBreak(text[i - 1]);
            breaks |= IsBreak(rune);
            special |= !IsPrintable(rune);
            breakThenSpace |= afterBreak && rune.Value == ' ';
            spaceThenBreak |= IsBreak(rune) && i > 0 && text[i - 1].Value == ' ';
            indicators |= IsIndicator(text, i);
            flowIndicators |= IsFlowIndicator(text, i);
        }

        var edges = IsSpaceOrBreak(text[0]) || IsSpaceOrBreak(text[^1]);
        return new ScalarAnalysis(
            breaks,
            AllowsPlain: !(indicators || breaks || special || edges),
            AllowsFlowPlain: !(indicators || flowIndicators || breaks || special || edges),
            AllowsSingleQuoted: !(special || spaceThenBreak || breakThenSpace));
    }

    public static bool IsBreak(Rune rune) => rune.Value is '\n' or 0x85 or 0x2028 or 0x2029;

    private static bool IsSpaceOrBreak(Rune rune) => rune.Value == ' ' || IsBreak(rune);

    private static bool IsWhite(Rune rune) => rune.Value is '\0' or ' ' or '\t' or '\r' || IsBreak(rune);

    private static bool IsPrintable(Rune rune) => rune.Value is '\n' or (>= ' ' and <= '~') or 0x85
        or (>= 0xa0 and <= 0xfffd and not 0xfeff) or (>= 0x10000 and < 0x10ffff);

    private static bool IsFlowIndicator(ReadOnlySpan<Rune> text, int i) =>
        text[i].Value is ',' or '?' or '[' or ']' or '{' or '}' or ':' || (i == 0 && text[i].Value == '-' && (text.Length == 1 || IsWhite(text[1])));

    // Characters that, where they stand, would begin something else than a text.
    private static bool IsIndicator(ReadOnlySpan<Rune> text, int i)
    {
        var beforeWhite = i + 1 == text.Length || IsWhite(text[i + 1]);
        return text[i].Value switch
        {
            ':' => beforeWhite,
            '#' => i == 0 || IsWhite(text[i - 1]),
            '?' or '-' => i == 0 && beforeWhite,
            var c => i == 0 && c < 128 && StartIndicators.Contains((char)c),
        };
    }
}
