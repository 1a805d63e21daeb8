using System.Globalization;

namespace Salt.Jinja.Values;

/// <summary>A float as Python's <c>repr</c> writes it: the fewest digits that give the same number again, always with a
/// point or an exponent, an exponent below 1e-4 and from 1e16.</summary>
public static class PythonFloat
{
    public static string Repr(double number)
    {
        if (double.IsNaN(number)) return "nan";
        var sign = double.IsNegative(number) ? "-" : "";
        if (double.IsInfinity(number)) return sign + "inf";

        var (digits, point) = Shortest(Math.Abs(number));
        return sign + (point is > -4 and <= 16 ? Fixed(digits, point) : Exponential(digits, point - 1));
    }

    /// <returns>Significant digits, and where the point stands among them: <c>("15", 1)</c> is 1.5.</returns>
    private static (string Digits, int Point) Shortest(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? text : text[..e];
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) point = mantissa.Length;

        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        var leading = digits.Length - significant.Length;
        return significant.Length == 0 ? ("0", 1) : (significant.TrimEnd('0'), point - leading + exponent);
    }

    private static string Fixed(string digits, int point)
    {
        if (point <= 0) return "0." + new string('0', -point) + digits;
        return point >= digits.Length
            ? digits.PadRight(point, '0') + ".0"
            : digits[..point] + "." + digits[point..];
    }

    private static string Exponential(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }
}
