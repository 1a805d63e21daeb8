using System.Globalization;
using System.Text;

namespace Salt.Shared.Output;

/// <summary>Floats as Python's <c>repr</c> writes them: the shortest digits that read back the same.</summary>
internal static class PythonFloat
{
    // Outside 1e-4 to 1e16 repr uses an exponent.
    private const int LeastExponent = -4;
    private const int MostExponent = 16;

    public static string Repr(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var (digits, exponent) = Decompose(Math.Abs(value));
        var text = new StringBuilder();
        if (double.IsNegative(value)) text.Append('-');
        if (exponent is < LeastExponent or >= MostExponent) AppendScientific(text, digits, exponent);
        else AppendFixed(text, digits, exponent);
        return text.ToString();
    }

    // 0.00123 is ("123", -3): the digits d.ddd and the power of ten of the first.
    private static (string Digits, int Exponent) Decompose(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        return (mantissa.Length == 0 ? "0" : mantissa, exponent);
    }

    private static void AppendScientific(StringBuilder text, string digits, int exponent)
    {
        text.Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
        text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
    }

    private static void AppendFixed(StringBuilder text, string digits, int exponent)
    {
        if (exponent < 0)
        {
            text.Append("0.").Append('0', -exponent - 1).Append(digits);
            return;
        }

        var whole = exponent + 1;
        text.Append(digits.Length > whole ? digits[..whole] : digits.PadRight(whole, '0'));
        text.Append('.').Append(digits.Length > whole ? digits[whole..] : "0");
    }
}
