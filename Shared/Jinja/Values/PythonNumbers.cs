using System.Globalization;
using System.Numerics;

namespace Salt.Jinja.Values;

/// <summary>Arithmetic as Python's: whole numbers without bounds, division that floors.</summary>
public static class PythonNumbers
{
    /// <summary>What <see cref="Compare"/> says of a number and NaN.</summary>
    public const int Unordered = 2;

    /// <summary>Results of more bits are refused.</summary>
    private const int MostBits = 1 << 16;

    private const int LeastCached = -128;

    private static readonly object[] Cached = [.. Enumerable.Range(LeastCached, 1152).Select(number => (object)(long)number)];

    /// <summary>Small numbers are boxed once.</summary>
    public static object Box(long number) =>
        (ulong)(number - LeastCached) < (ulong)Cached.Length ? Cached[number - LeastCached] : number;

    public static object Box(BigInteger number) => number >= long.MinValue && number <= long.MaxValue ? Box((long)number) : number;

    public static bool IsNumber(object? value) => value is long or double or bool or BigInteger;

    public static bool IsWhole(object? value) => value is long or bool or BigInteger;

    /// <summary>A number that counts or points to something.</summary>
    /// <exception cref="TemplateException">TypeError: it is no whole number, or an immense one.</exception>
    public static long ToIndex(object? value) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        Undefined undefined => throw undefined.Error,
        _ => throw TemplateException.Type($"'{PythonTypes.NameOf(value)}' object cannot be interpreted as an integer"),
    };

    public static double ToDouble(object value) => value switch
    {
        double number => number,
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger big => (double)big is var number && double.IsInfinity(number)
            ? throw TemplateException.Overflow("int too large to convert to float")
            : number,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static BigInteger ToBig(object value) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger big => big,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static int Hash(object value)
    {
        if (value is bool flag) return flag ? 1 : 0;
        if (value is long number) return number.GetHashCode();
        if (value is double real && Math.Floor(real) == real && Math.Abs(real) < 1e18) return ((long)real).GetHashCode();
        return value.GetHashCode();
    }

    /// <returns>-1, 0, 1, or <see cref="Unordered"/>.</returns>
    public static int Compare(object left, object right)
    {
        if (left is long a && right is long b) return a.CompareTo(b);
        if (left is double || right is double)
        {
            if (left is double x && right is double y) return double.IsNaN(x) || double.IsNaN(y) ? Unordered : x.CompareTo(y);
            return left is double real ? Invert(CompareMixed(ToBig(right), real)) : CompareMixed(ToBig(left), (double)right);
        }

        return Math.Sign(ToBig(left).CompareTo(ToBig(right)));
    }

    public static object Add(object left, object right)
    {
        if (left is long a && right is long b)
        {
            var sum = unchecked(a + b);
            if (((a ^ sum) & (b ^ sum)) >= 0) return Box(sum);
        }

        return left is double || right is double ? ToDouble(left) + ToDouble(right) : Box(ToBig(left) + ToBig(right));
    }

    public static object Subtract(object left, object right)
    {
        if (left is long a && right is long b)
        {
            var difference = unchecked(a - b);
            if (((a ^ b) & (a ^ difference)) >= 0) return Box(difference);
        }

        return left is double || right is double ? ToDouble(left) - ToDouble(right) : Box(ToBig(left) - ToBig(right));
    }

    public static object Multiply(object left, object right)
    {
        if (left is long x && right is long y && Math.BigMul(x, y, out var product) is var high && high == product >> 63) return Box(product);
        if (left is double || right is double) return ToDouble(left) * ToDouble(right);
        var (a, b) = (ToBig(left), ToBig(right));
        if (a.GetBitLength() + b.GetBitLength() > MostBits) throw TemplateException.Overflow("the product is too large");
        return Box(a * b);
    }

    public static object Divide(object left, object right)
    {
        var divisor = ToDouble(right);
        if (divisor == 0) throw ZeroDivision(left is double || right is double ? "float division by zero" : "division by zero");
        return ToDouble(left) / divisor;
    }

    public static object FloorDivide(object left, object right)
    {
        if (left is double || right is double)
        {
            var divisor = ToDouble(right);
            if (divisor == 0) throw ZeroDivision("float floor division by zero");
            var dividend = ToDouble(left);
            return Math.Round((dividend - FloatModulo(dividend, divisor)) / divisor);
        }

        if (left is long x && right is long and > 0 and var y) return Box((x / y) - (x % y < 0 ? 1 : 0));
        var (a, b) = (ToBig(left), ToBig(right));
        if (b.IsZero) throw ZeroDivision("integer division or modulo by zero");
        var floor = BigInteger.DivRem(a, b, out var rest);
        return Box(!rest.IsZero && rest.Sign != b.Sign ? floor - 1 : floor);
    }

    public static object Modulo(object left, object right)
    {
        if (left is double || right is double)
        {
            var divisor = ToDouble(right);
            if (divisor == 0) throw ZeroDivision("float modulo");
            return FloatModulo(ToDouble(left), divisor);
        }

        if (left is long x && right is long and > 0 and var y) return Box(x % y is < 0 and var negative ? negative + y : x % y);
        var (a, b) = (ToBig(left), ToBig(right));
        if (b.IsZero) throw ZeroDivision("integer modulo by zero");
        var rest = BigInteger.Remainder(a, b);
        return Box(!rest.IsZero && rest.Sign != b.Sign ? rest + b : rest);
    }

    public static object Power(object left, object right)
    {
        if (left is not double && right is not double && ToBig(right) is { Sign: >= 0 } exponent)
        {
            var basis = ToBig(left);
            if (basis.IsOne || basis.IsZero || exponent.IsZero) return Box(exponent.IsZero ? BigInteger.One : basis);
            if (exponent > MostBits || (basis.GetBitLength() - 1) * exponent > MostBits) throw TemplateException.Overflow("the power is too large");
            return Box(BigInteger.Pow(basis, (int)exponent));
        }

        var (x, y) = (ToDouble(left), ToDouble(right));
        if (x == 0 && y < 0) throw ZeroDivision("0.0 cannot be raised to a negative power");
        if (x < 0 && Math.Floor(y) != y) throw TemplateException.Type("complex numbers are not supported");
        var power = Math.Pow(x, y);
        return double.IsInfinity(power) && double.IsFinite(x) && double.IsFinite(y) ? throw TemplateException.Overflow("(34, 'Numerical result out of range')") : power;
    }

    public static object Negate(object value) => value is double number ? -number : Box(-ToBig(value));

    /// <summary>As Python's <c>int(text, base)</c> reads: sign, prefix, underscores, spaces around.</summary>
    public static bool TryParseWhole(string text, int radix, out object number)
    {
        number = Box(0);
        var digits = text.Trim();
        var negative = digits.StartsWith('-');
        if (negative || digits.StartsWith('+')) digits = digits[1..];
        if (digits.Length > 2 && digits[0] == '0' && PrefixRadix(digits[1]) is var prefix and not 0 && (radix == prefix || radix == 0))
        {
            radix = prefix;
            digits = digits[2..].TrimStart('_');
        }
        else if (radix == 0)
        {
            if (digits.Length > 1 && digits[0] == '0' && digits.AsSpan().ContainsAnyExcept("0_")) return false;
            radix = 10;
        }

        if (digits.Length == 0 || digits.StartsWith('_') || digits.EndsWith('_') || digits.Contains("__", StringComparison.Ordinal)) return false;
        if (digits.Length > 4300) return false;
        BigInteger value = 0;
        foreach (var c in digits)
        {
            if (c == '_') continue;
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? (c | 32) - 'a' + 10 : char.IsDigit(c) ? (int)char.GetNumericValue(c) : 99;
            if (digit >= radix) return false;
            value = (value * radix) + digit;
        }

        number = Box(negative ? -value : value);
        return true;
    }

    /// <summary>As Python's <c>float(text)</c> reads.</summary>
    public static bool TryParseReal(string text, out double number)
    {
        number = 0;
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return false;
        switch (trimmed.TrimStart('+', '-').ToLowerInvariant())
        {
            case "inf" or "infinity" when trimmed.Length - trimmed.TrimStart('+', '-').Length <= 1:
                number = trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                return true;
            case "nan" when trimmed.Length - trimmed.TrimStart('+', '-').Length <= 1:
                number = double.NaN;
                return true;
        }

        for (var i = 0; i < trimmed.Length; i++)
        {
            if (trimmed[i] == '_' && !(i > 0 && i < trimmed.Length - 1 && char.IsAsciiDigit(trimmed[i - 1]) && char.IsAsciiDigit(trimmed[i + 1]))) return false;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(trimmed.Replace("_", "", StringComparison.Ordinal), Style, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Cut towards zero.</summary>
    /// <exception cref="TemplateException">It is infinite or no number.</exception>
    public static object Truncate(double number) => double.IsFinite(number)
        ? Box(new BigInteger(Math.Truncate(number)))
        : double.IsNaN(number)
            ? throw TemplateException.Value("cannot convert float NaN to integer")
            : throw TemplateException.Overflow("cannot convert float infinity to integer");

    private static int PrefixRadix(char letter) => (letter | 32) switch
    {
        'x' => 16,
        'o' => 8,
        'b' => 2,
        _ => 0,
    };

    private static double FloatModulo(double dividend, double divisor)
    {
        var rest = dividend % divisor;
        if (rest != 0 && (rest < 0) != (divisor < 0)) rest += divisor;
        return rest == 0 ? Math.CopySign(0, divisor) : rest;
    }

    private static int CompareMixed(BigInteger whole, double real)
    {
        if (double.IsNaN(real)) return Unordered;
        if (double.IsInfinity(real)) return real > 0 ? -1 : 1;
        var floor = Math.Floor(real);
        var order = whole.CompareTo(new BigInteger(floor));
        return order == 0 && real > floor ? -1 : Math.Sign(order);
    }

    private static int Invert(int order) => order == Unordered ? order : -order;

    private static TemplateException ZeroDivision(string cause) => new("ZeroDivisionError", cause);
}
