using System.Numerics;
using Salt.Jinja.Formatting;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>Filters of numbers, and those that make numbers.</summary>
internal static class NumberFilters
{
    private static readonly string[] DecimalUnits = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    private static readonly string[] BinaryUnits = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

    public static IEnumerable<Filter> All { get; } =
    [
        new("abs", [], (_, value, _) => value switch
        {
            double number => Math.Abs(number),
            long or bool or BigInteger => PythonNumbers.Box(BigInteger.Abs(PythonNumbers.ToBig(value))),
            _ => throw TemplateException.Type($"bad operand type for abs(): '{PythonTypes.NameOf(value)}'"),
        }),
        new("int", ["default?", "base?"], (_, value, a) => ToWhole(value, a[0] is Missing ? 0L : a[0], a[1] is long radix ? (int)radix : 10)),
        new("float", ["default?"], (_, value, a) => ToReal(value) is { } number ? number : a[0] is Missing ? 0.0 : a[0]),
        new("round", ["precision?", "method?"], (_, value, a) => Round(value, a[0] is Missing ? 0 : (int)PythonNumbers.ToIndex(a[0]), a[1] is Missing ? "common" : PythonString.Str(a[1]))),
        new("filesizeformat", ["binary?"], (_, value, a) => FileSize(ToReal(value) ?? throw Bad(value), a[0] is not Missing && PythonSequences.Truth(a[0]))),
    ];

    /// <returns>Null: it is none.</returns>
    public static double? ToReal(object? value) => value switch
    {
        _ when PythonNumbers.IsNumber(value) => PythonNumbers.ToDouble(value!),
        string or Markup => PythonNumbers.TryParseReal(PythonString.Str(value), out var number) ? number : null,
        Undefined undefined => throw undefined.Error,
        _ => null,
    };

    private static object? ToWhole(object? value, object? otherwise, int radix)
    {
        if (value is double real) return double.IsFinite(real) ? PythonNumbers.Truncate(real) : otherwise;
        if (PythonNumbers.IsWhole(value)) return PythonNumbers.Box(PythonNumbers.ToBig(value!));
        if (PythonOperators.IsText(value) && PythonNumbers.TryParseWhole(PythonString.Str(value), radix, out var whole)) return whole;
        return ToReal(value) is { } number && double.IsFinite(number) ? PythonNumbers.Truncate(number) : otherwise;
    }

    private static object Round(object? value, int precision, string method)
    {
        if (value is Undefined undefined && method != "common") throw undefined.Error;
        if (!PythonNumbers.IsNumber(value)) throw TemplateException.Type($"type {PythonTypes.NameOf(value)} doesn't define __round__ method");
        if (method == "common")
        {
            if (value is double number) return ExactDecimal.Round(number, precision);
            return precision >= 0 ? PythonNumbers.Box(PythonNumbers.ToBig(value!)) : RoundWhole(PythonNumbers.ToBig(value!), -precision);
        }

        var scale = Math.Pow(10, precision);
        return method switch
        {
            "ceil" => Math.Ceiling(PythonNumbers.ToDouble(value!) * scale) / scale,
            "floor" => Math.Floor(PythonNumbers.ToDouble(value!) * scale) / scale,
            _ => throw new TemplateException("FilterArgumentError", "method must be common, ceil or floor"),
        };
    }

    private static object RoundWhole(BigInteger number, int zeros)
    {
        if (zeros > 1000) return PythonNumbers.Box(0);
        var unit = BigInteger.Pow(10, zeros);
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var rest);
        var twice = rest * 2;
        if (twice > unit || (twice == unit && !quotient.IsEven)) quotient++;
        return PythonNumbers.Box(quotient * unit * number.Sign);
    }

    private static string FileSize(double bytes, bool isBinary)
    {
        var step = isBinary ? 1024 : 1000;
        if (bytes == 1) return "1 Byte";
        if (bytes < step) return $"{(long)bytes} Bytes";
        double unit = step;
        foreach (var prefix in isBinary ? BinaryUnits : DecimalUnits)
        {
            unit *= step;
            if (bytes < unit) return $"{ExactDecimal.Fixed(step * bytes / unit, 1)} {prefix}";
        }

        return $"{ExactDecimal.Fixed(step * bytes / unit, 1)} {(isBinary ? BinaryUnits : DecimalUnits)[^1]}";
    }

    private static TemplateException Bad(object? value) => !PythonOperators.IsText(value)
        ? TemplateException.Type($"float() argument must be a string or a real number, not '{PythonTypes.NameOf(value)}'")
        : TemplateException.Value($"could not convert {PythonTypes.NameOf(value)} to float: {PythonString.Repr(value)}");
}
