using System.Numerics;

namespace Salt.Jinja.Formatting;

/// <summary>A float's exact value, rounded to decimals as C does: half to even.</summary>
internal static class ExactDecimal
{
    /// <param name="number">Finite and not negative.</param>
    /// <returns>The number times ten to the power of <paramref name="decimals"/>, rounded; decimals may be below 0.</returns>
    public static BigInteger Scale(double number, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7ff);
        BigInteger mantissa = bits & 0xfffffffffffff;
        if (exponent == 0) exponent++;
        else mantissa |= 1L << 52;
        exponent -= 1075;

        var numerator = mantissa * BigInteger.Pow(10, Math.Max(decimals, 0)) * BigInteger.Pow(2, Math.Max(exponent, 0));
        var denominator = BigInteger.Pow(10, Math.Max(-decimals, 0)) * BigInteger.Pow(2, Math.Max(-exponent, 0));
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = rest * 2;
        return twice > denominator || (twice == denominator && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>With so many decimals, as <c>%.nf</c>.</summary>
    public static string Fixed(double number, int decimals)
    {
        var digits = Scale(number, decimals).ToString().PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : digits[..^decimals] + "." + digits[^decimals..];
    }

    /// <summary>Significant digits and exponent, as <c>%.ne</c> has them.</summary>
    public static (string Digits, int Exponent) Significant(double number, int count)
    {
        if (number == 0) return (new string('0', count), 0);
        var exponent = (int)Math.Floor(Math.Log10(number));
        var digits = Scale(number, count - 1 - exponent).ToString();
        // The logarithm may be one off, and rounding may carry.
        if (digits.Length < count) digits = Scale(number, count - 1 - --exponent).ToString();
        if (digits.Length > count) digits = Scale(number, count - 1 - ++exponent).ToString();
        return (digits.Length > count ? digits[..count] : digits.PadRight(count, '0'), exponent);
    }

    /// <summary>As Python's <c>round(number, decimals)</c>.</summary>
    public static double Round(double number, int decimals)
    {
        if (!double.IsFinite(number) || decimals > 400) return number;
        if (decimals < -400) return Math.CopySign(0, number);
        var scaled = Scale(Math.Abs(number), decimals);
        var text = $"{scaled}e{-decimals}";
        return Math.CopySign(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), number);
    }
}
