using Salt.Jinja.Values;

namespace Salt.Jinja.Formatting;

/// <summary>Floats by the letters of C: e, f, g, %.</summary>
internal static class RealFormat
{
    /// <param name="number">Not negative.</param>
    /// <param name="type">Null: as <c>str</c>, or as <c>g</c> with at least one decimal if there is a precision.</param>
    public static string Format(double number, char? type, int? precision, bool alternate)
    {
        var isUpper = type is 'E' or 'F' or 'G';
        if (!double.IsFinite(number))
        {
            var word = double.IsNaN(number) ? "nan" : "inf";
            return (isUpper ? word.ToUpperInvariant() : word) + (type == '%' ? "%" : "");
        }

        var text = type switch
        {
            null when precision is null => PythonFloat.Repr(number),
            null => General(number, precision!.Value, alternate, leastDecimals: 1),
            'e' or 'E' => Exponential(number, precision ?? 6, alternate),
            'f' or 'F' or '%' => Fixed(number, precision ?? 6, alternate),
            _ => General(number, precision ?? 6, alternate, leastDecimals: 0),
        };
        return type == '%' ? text + "%" : isUpper ? text.ToUpperInvariant() : text;
    }

    private static string Fixed(double number, int precision, bool alternate)
    {
        var text = ExactDecimal.Fixed(number, precision);
        return alternate && precision == 0 ? text + "." : text;
    }

    private static string Exponential(double number, int precision, bool alternate)
    {
        var (digits, exponent) = ExactDecimal.Significant(number, precision + 1);
        var point = precision > 0 || alternate ? "." : "";
        return $"{digits[0]}{point}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string General(double number, int precision, bool alternate, int leastDecimals)
    {
        var digits = Math.Max(precision, 1);
        var (_, exponent) = ExactDecimal.Significant(number, digits);
        var isFixed = exponent >= -4 && exponent < digits;
        if (isFixed)
        {
            var text = ExactDecimal.Fixed(number, Math.Max(digits - 1 - exponent, 0));
            if (alternate) return text.Contains('.') ? text : text + ".";
            text = Trim(text);
            return leastDecimals > 0 && !text.Contains('.') ? text + ".0" : text;
        }

        var full = Exponential(number, digits - 1, alternate);
        if (alternate) return full;
        var at = full.IndexOf('e', StringComparison.Ordinal);
        return Trim(full[..at]) + full[at..];
    }

    private static string Trim(string text) => text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
}
