using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Salt.Shared.Values;

/// <summary>What a plain YAML scalar means, by the resolution rules of YAML 1.1 (https://yaml.org/type/).</summary>
internal static partial class YamlScalars
{
    /// <summary>Longer numbers are refused; as in Python.</summary>
    public const int MostDigits = 4300;

    /// <returns>null, a boolean, a number that keeps the digits that were written, or the text itself: dates, and
    /// infinities, which JSON cannot hold, stay text.</returns>
    public static JsonNode? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                return JsonValue.Create(false);
        }

        if (!LooksNumeric(text[0])) return JsonValue.Create(text);
        if (IntegerPattern().IsMatch(text)) return Integer(text.Replace("_", "", StringComparison.Ordinal));
        if (FloatPattern().IsMatch(text)) return Float(text.Replace("_", "", StringComparison.Ordinal));
        return JsonValue.Create(text);
    }

    /// <summary>It is a number with a point, an exponent or parts of sixty, which JSON may show as a whole one.</summary>
    public static bool IsFloat(string text) => text.Length > 0 && LooksNumeric(text[0]) && !IntegerPattern().IsMatch(text) && FloatPattern().IsMatch(text);

    /// <summary>A boolean's word, in lower case.</summary>
    public static bool IsBoolean(string text) => text is "true" or "false" or "yes" or "no" or "on" or "off";

    /// <summary>It is a number of any kind.</summary>
    public static bool IsNumber(string text) => text.Length > 0 && LooksNumeric(text[0]) && (IntegerPattern().IsMatch(text) || FloatPattern().IsMatch(text));

    /// <summary>What is said to be a whole number, in decimal digits; null: it is none.</summary>
    public static string? Whole(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        // Leading zeros mean nothing, even where eights and nines follow.
        if (digits.Length > 1 && digits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0) digits = digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0";
        return digits.Length is > 0 and <= MostDigits && LooksNumeric(digits[0]) && IntegerPattern().IsMatch(digits) ? Integer(digits).ToJsonString() : null;
    }

    /// <summary>What is said to be a float, in YAML's form of one; null: it is none.</summary>
    public static string? Real(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (digits.TrimStart('+', '-').ToLowerInvariant() is ".inf" or ".nan") return digits.ToLowerInvariant();
        if (digits.Length is 0 or > MostDigits) return null;
        if (IsNumber(digits)) return digits;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Salt.Jinja.Values.PythonFloat.Repr(number) is var shown && shown.Contains('e') && !shown.Contains('.') ? shown.Replace("e", ".0e", StringComparison.Ordinal) : shown
            : null;
    }

    private static bool LooksNumeric(char first) => char.IsAsciiDigit(first) || first is '-' or '+' or '.';

    private static JsonNode Integer(string text)
    {
        var negative = text[0] == '-';
        var digits = text[0] is '-' or '+' ? text[1..] : text;
        var value = digits switch
        {
            ['0', 'b', ..] => Based(digits.AsSpan(2), 2),
            ['0', 'x', ..] => Based(digits.AsSpan(2), 16),
            // Salt's loader, other than YAML 1.1, lets leading zeros be: 0644 is 644. Behind a sign they still say octal.
            ['0', _, ..] when digits.Length == text.Length => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
            ['0', _, ..] => Based(digits.AsSpan(1), 8),
            _ when digits.Contains(':') => Sexagesimal(digits),
            _ => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
        };
        if (negative) value = -value;
        return value >= long.MinValue && value <= long.MaxValue
            ? JsonValue.Create((long)value)
            : JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;
    }

    private static BigInteger Based(ReadOnlySpan<char> digits, int radix)
    {
        var value = BigInteger.Zero;
        foreach (var digit in digits) value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        return value;
    }

    private static BigInteger Sexagesimal(string digits)
    {
        var value = BigInteger.Zero;
        foreach (var part in digits.Split(':')) value = (value * 60) + BigInteger.Parse(part, CultureInfo.InvariantCulture);
        return value;
    }

    private static JsonNode Float(string text)
    {
        if (JsonNumberPattern().IsMatch(text)) return JsonNode.Parse(text)!;
        if (text.Contains(':'))
        {
            var negative = text[0] == '-';
            var value = text.TrimStart('-', '+').Split(':')
                .Aggregate(0.0, (sum, part) => (sum * 60) + double.Parse(part, CultureInfo.InvariantCulture));
            return JsonValue.Create(negative ? -value : value);
        }

        var number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain) && double.IsFinite(plain);
        return number ? JsonValue.Create(plain) : JsonValue.Create(text);
    }

    [GeneratedRegex(@"^[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^([-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+][0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex JsonNumberPattern();
}
