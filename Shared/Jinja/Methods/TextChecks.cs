using System.Globalization;
using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary>Methods that ask what a text is.</summary>
internal static class TextChecks
{
    public static IEnumerable<Method> All { get; } =
    [
        new("startswith", ["prefix", "start?", "end?"], (self, a) => Any(self, a, (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endswith", ["suffix", "start?", "end?"], (self, a) => Any(self, a, (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        Every("isdigit", IsDigit),
        Every("isdecimal", rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber),
        Every("isnumeric", rune => Rune.IsNumber(rune)),
        Every("isalpha", Rune.IsLetter),
        Every("isalnum", rune => Rune.IsLetter(rune) || Rune.IsNumber(rune)),
        Every("isspace", rune => rune.IsBmp && TextMethods.IsSpace((char)rune.Value)),
        new("isprintable", [], (self, _) => TextMethods.Str(self).EnumerateRunes().All(PythonString.IsPrintable)),
        new("isascii", [], (self, _) => TextMethods.Str(self).All(char.IsAscii)),
        new("islower", [], (self, _) => IsLower(TextMethods.Str(self))),
        new("isupper", [], (self, _) => IsUpper(TextMethods.Str(self))),
        new("istitle", [], (self, _) => IsTitle(TextMethods.Str(self))),
        new("isidentifier", [], (self, _) => IsIdentifier(TextMethods.Str(self))),
    ];

    public static bool IsIdentifier(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static Method Every(string name, Func<Rune, bool> check) => new(name, [], (self, _) =>
    {
        var text = TextMethods.Str(self);
        return text.Length > 0 && text.EnumerateRunes().All(check);
    });

    // Superscripts and the like are digits, and no decimals.
    private static bool IsDigit(Rune rune) => Rune.IsDigit(rune) || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNumber
        && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var digit && Math.Floor(digit) == digit && rune.Value is < 0x2150 or (>= 0x2460 and < 0x2800));

    /// <summary>It has letters in lower case and none in another.</summary>
    public static bool IsLower(string text) => text.EnumerateRunes().Any(PythonCase.IsLower) && !text.EnumerateRunes().Any(rune => PythonCase.IsUpper(rune) || PythonCase.IsTitle(rune));

    /// <summary>It has letters in upper case and none in another.</summary>
    public static bool IsUpper(string text) => text.EnumerateRunes().Any(PythonCase.IsUpper) && !text.EnumerateRunes().Any(rune => PythonCase.IsLower(rune) || PythonCase.IsTitle(rune));

    private static bool IsTitle(string text)
    {
        var (isInside, hasCased) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var begins = PythonCase.IsUpper(rune) || PythonCase.IsTitle(rune);
            if (begins ? isInside : PythonCase.IsLower(rune) && !isInside) return false;
            isInside = begins || PythonCase.IsLower(rune);
            hasCased |= isInside;
        }

        return hasCased;
    }

    private static bool Any(object self, object?[] a, Func<string, string, bool> check)
    {
        var text = TextMethods.Str(self);
        if (a[1] is not Missing || a[2] is not Missing)
            text = (string)PythonSequences.Slice(text, a[1] is Missing ? null : a[1], a[2] is Missing ? null : a[2], null)!;
        return a[0] is PyTuple several ? several.Any(part => check(text, TextMethods.Text(part))) : check(text, TextMethods.Text(a[0]));
    }
}
