using System.Globalization;
using System.Numerics;
using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Formatting;

/// <summary>Python's <c>text % values</c>.</summary>
internal static class PercentFormat
{
    /// <param name="values">A tuple of as many values as there are places, or a dict for named ones, or the one value.</param>
    /// <param name="escape">Values go into HTML.</param>
    /// <exception cref="TemplateException">Too many or too few, or a value does not fit its letter.</exception>
    public static string Format(string format, object? values, bool escape = false)
    {
        var written = new StringBuilder();
        var positional = values as PyTuple;
        var next = 0;
        var isNamed = false;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                written.Append(format[i]);
                continue;
            }

            if (++i == format.Length) throw TemplateException.Value("incomplete format");
            if (format[i] == '%')
            {
                written.Append('%');
                continue;
            }

            object? value = Missing.Value;
            if (format[i] == '(')
            {
                var end = format.IndexOf(')', i);
                if (end < 0) throw TemplateException.Value("incomplete format key");
                if (values is not PyDict map) throw TemplateException.Type("format requires a mapping");
                value = map[format[(i + 1)..end]];
                isNamed = true;
                i = end + 1;
            }

            var conversion = Conversion.Read(format, ref i, Take);
            if (value is Missing) value = Take();
            var part = conversion.Apply(value, escape);
            WorkBudget.SpendText(part.Length);
            written.Append(part);
        }

        if (!isNamed && (positional is not null ? next < positional.Count : next == 0 && values is not (PyDict or List<object?> or PyRange or Undefined)))
            throw TemplateException.Type("not all arguments converted during string formatting");
        return written.ToString();

        object? Take()
        {
            if (positional is not null ? next < positional.Count : next == 0) return positional is not null ? positional[next++] : Single();
            throw TemplateException.Type("not enough arguments for format string");
        }

        object? Single()
        {
            next++;
            return values;
        }
    }

    private readonly record struct Conversion(bool Left, bool Plus, bool Space, bool Zero, bool Alternate, int Width, int? Precision, char Type, int At)
    {
        public static Conversion Read(string format, ref int i, Func<object?> take)
        {
            var conversion = default(Conversion);
            for (; i < format.Length && "-+ 0#".Contains(format[i]); i++)
            {
                conversion = format[i] switch
                {
                    '-' => conversion with { Left = true },
                    '+' => conversion with { Plus = true },
                    ' ' => conversion with { Space = true },
                    '0' => conversion with { Zero = true },
                    _ => conversion with { Alternate = true },
                };
            }

            var width = Size(format, ref i, take);
            if (width < 0) conversion = conversion with { Left = true };
            conversion = conversion with { Width = Math.Abs(width ?? 0) };
            if (i < format.Length && format[i] == '.')
            {
                i++;
                conversion = conversion with { Precision = Math.Max(Size(format, ref i, take) ?? 0, 0) };
            }

            while (i < format.Length && format[i] is 'h' or 'l' or 'L') i++;
            if (i >= format.Length) throw TemplateException.Value("incomplete format");
            return conversion with { Type = format[i], At = i };
        }

        public string Apply(object? value, bool escape)
        {
            switch (Type)
            {
                case 's' or 'r' or 'a':
                    var text = Type == 's' ? PythonString.Str(value) : PythonString.Repr(value);
                    if (escape) text = value is Markup ? text : Markup.EscapeText(text);
                    if (Precision is { } most) text = (string)PythonSequences.Slice(text, null, PythonNumbers.Box(most), null)!;
                    return Pad("", text, zero: false);
                case 'c':
                    return Pad("", value is long code && Rune.IsValid((int)code) ? new Rune((int)code).ToString() : PythonString.Str(value), zero: false);
                case 'd' or 'i' or 'u':
                    var whole = Whole(value, "a real number is required");
                    return Number(whole.Sign < 0, "", BigInteger.Abs(whole).ToString(CultureInfo.InvariantCulture).PadLeft(Precision ?? 0, '0'));
                case 'x' or 'X' or 'o':
                    if (value is double or Undefined) throw TemplateException.Type($"%{Type} format: an integer is required, not {PythonTypes.NameOf(value)}");
                    var number = Whole(value, "an integer is required");
                    var digits = FormatSpec.Parse(char.ToLowerInvariant(Type).ToString()).Format(PythonNumbers.Box(BigInteger.Abs(number))).PadLeft(Precision ?? 0, '0');
                    if (Type == 'X') digits = digits.ToUpperInvariant();
                    return Number(number.Sign < 0, Alternate ? "0" + Type : "", digits);
                case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                    if (value is Undefined undefined) throw undefined.Error;
                    if (!PythonNumbers.IsNumber(value)) throw TemplateException.Type($"must be real number, not {PythonTypes.NameOf(value)}");
                    var real = PythonNumbers.ToDouble(value!);
                    return Number(double.IsNegative(real) && !double.IsNaN(real), "", RealFormat.Format(Math.Abs(real), Type, Precision, Alternate));
                default:
                    throw TemplateException.Value($"unsupported format character '{Type}' (0x{(int)Type:x}) at index {At}");
            }
        }

        private BigInteger Whole(object? value, string need) => value switch
        {
            double number => PythonNumbers.ToBig(PythonNumbers.Truncate(number)),
            long or bool or BigInteger => PythonNumbers.ToBig(value),
            Undefined undefined => throw undefined.Error,
            _ => throw TemplateException.Type($"%{Type} format: {need}, not {PythonTypes.NameOf(value)}"),
        };

        private string Number(bool negative, string prefix, string digits) =>
            Pad((negative ? "-" : Plus ? "+" : Space ? " " : "") + prefix, digits, Zero && !Left);

        private string Pad(string head, string text, bool zero)
        {
            var room = Width - head.Length - PythonSequences.TextLength(text);
            if (room <= 0) return head + text;
            return Left ? head + text + new string(' ', room) : zero ? head + new string('0', room) + text : new string(' ', room) + head + text;
        }

        private static int? Size(string format, ref int i, Func<object?> take)
        {
            if (i < format.Length && format[i] == '*')
            {
                i++;
                return take() is long given && Math.Abs(given) <= FormatSpec.Most ? (int)given : throw TemplateException.Type("* wants int");
            }

            int? size = null;
            for (; i < format.Length && char.IsAsciiDigit(format[i]); i++)
            {
                size = ((size ?? 0) * 10) + format[i] - '0';
                if (size > FormatSpec.Most) throw TemplateException.Value("width too big");
            }

            return size;
        }
    }
}
