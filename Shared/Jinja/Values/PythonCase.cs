using System.Globalization;
using System.Text;

namespace Salt.Jinja.Values;

/// <summary>Upper and lower case as Python has them: Unicode's full mappings, by which a letter may become several, and the sigma that
/// ends a word its own form.</summary>
public static class PythonCase
{
    private const char Sigma = '\u03a3';
    private const char SmallSigma = '\u03c3';
    private const char FinalSigma = '\u03c2';

    // Marks of words that are no letters.
    private const string WithinWords = "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    /// <summary><c>str.upper</c></summary>
    public static string Upper(string text) => Ascii.IsValid(text) ? text.ToUpperInvariant() : Map(text, (rune, _) => UpperOf(rune));

    /// <summary><c>str.lower</c></summary>
    public static string Lower(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Map(text, (rune, at) => LowerOf(text, rune, at));

    /// <summary><c>str.casefold</c></summary>
    public static string Fold(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Map(text, (rune, _) => FoldedOf(rune));

    /// <summary><c>str.capitalize</c></summary>
    public static string Capitalize(string text) => Map(text, (rune, at) => at == 0 ? TitleOf(rune) : LowerOf(text, rune, at));

    /// <summary><c>str.swapcase</c></summary>
    public static string Swap(string text) => Map(text, (rune, at) => IsUpper(rune) ? LowerOf(text, rune, at) : IsLower(rune) ? UpperOf(rune) : rune.ToString());

    /// <summary><c>str.title</c></summary>
    public static string Title(string text)
    {
        var isInside = false;
        return Map(text, (rune, at) =>
        {
            var written = isInside ? LowerOf(text, rune, at) : TitleOf(rune);
            isInside = IsCased(rune);
            return written;
        });
    }

    /// <summary>Unicode's property Uppercase.</summary>
    public static bool IsUpper(Rune rune) => Rune.IsUpper(rune)
        || rune.Value is (>= 0x2160 and <= 0x216f) or (>= 0x24b6 and <= 0x24cf) or (>= 0x1f130 and <= 0x1f149) or (>= 0x1f150 and <= 0x1f169) or (>= 0x1f170 and <= 0x1f189);

    /// <summary>Unicode's property Lowercase.</summary>
    public static bool IsLower(Rune rune) => Rune.IsLower(rune)
        || rune.Value is 0xaa or 0xba or (>= 0x2b0 and <= 0x2b8) or 0x2c0 or 0x2c1 or (>= 0x2e0 and <= 0x2e4) or 0x345 or 0x37a or (>= 0x1d2c and <= 0x1d6a) or 0x1d78
            or (>= 0x1d9b and <= 0x1dbf) or 0x2071 or 0x207f or (>= 0x2090 and <= 0x209c) or (>= 0x2170 and <= 0x217f) or (>= 0x24d0 and <= 0x24e9) or 0x2c7c or 0x2c7d
            or 0xa69c or 0xa69d or 0xa770 or 0xa7f8 or 0xa7f9 or (>= 0xab5c and <= 0xab5f) or 0x10780 or (>= 0x10783 and <= 0x10785) or (>= 0x10787 and <= 0x107b0) or (>= 0x107b2 and <= 0x107ba);

    /// <summary>A letter that is upper and lower at once, such as ǅ.</summary>
    public static bool IsTitle(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;

    private static bool IsCased(Rune rune) => IsUpper(rune) || IsLower(rune) || IsTitle(rune);

    private static string Map(string text, Func<Rune, int, string> map)
    {
        var written = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            // A half of a surrogate pair stays what it is.
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                written.Append(text[at++]);
                continue;
            }

            written.Append(map(rune, at));
            at += rune.Utf16SequenceLength;
        }

        WorkBudget.SpendText(written.Length);
        return written.ToString();
    }

    private static string UpperOf(Rune rune) => CaseTables.Upper.TryGetValue(rune, out var several) ? several : Simple(rune, upper: true).ToString();

    private static string TitleOf(Rune rune) => CaseTables.Title.TryGetValue(rune, out var other) ? other
        : rune.Value is >= 0x10d0 and <= 0x10ff ? rune.ToString()
        : UpperOf(rune);

    private static string LowerOf(string text, Rune rune, int at) => rune.Value switch
    {
        Sigma => (EndsWord(text, at) ? FinalSigma : SmallSigma).ToString(),
        0x130 => "i\u0307",
        _ => Simple(rune, upper: false).ToString(),
    };

    private static string FoldedOf(Rune rune) => CaseTables.Folded.TryGetValue(rune, out var other) ? other : rune.Value switch
    {
        // Cherokee has its capitals for both.
        >= 0x13a0 and <= 0x13f5 => rune.ToString(),
        >= 0x13f8 and <= 0x13fd => new Rune(rune.Value - 8).ToString(),
        >= 0xab70 and <= 0xabbf => new Rune(rune.Value - 0xab70 + 0x13a0).ToString(),
        Sigma => SmallSigma.ToString(),
        0x130 => "i\u0307",
        _ => Simple(rune, upper: false).ToString(),
    };

    // .NET leaves those alone whose other case is ASCII.
    private static Rune Simple(Rune rune, bool upper) => (rune.Value, upper) switch
    {
        (0x131, true) => new Rune('I'),
        (0x17f, true) => new Rune('S'),
        (0x212a, false) => new Rune('k'),
        _ => upper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune),
    };

    // A letter stands before it, and none behind it, whatever marks are between.
    private static bool EndsWord(string text, int at)
    {
        var before = at;
        Rune rune = default;
        while (before > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, before), out rune, out var length) is var _ && IsPassedOver(rune)) before -= length;
        if (before == 0 || !IsCased(rune)) return false;
        var behind = at + 1;
        while (behind < text.Length && Rune.DecodeFromUtf16(text.AsSpan(behind), out rune, out var length) is var _ && IsPassedOver(rune)) behind += length;
        return behind == text.Length || !IsCased(rune);
    }

    private static bool IsPassedOver(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol || (rune.IsBmp && WithinWords.Contains((char)rune.Value));
}
