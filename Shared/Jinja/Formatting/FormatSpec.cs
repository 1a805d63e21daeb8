using System.Globalization;
using System.Numerics;
using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Formatting;

/// <summary>Python's format specification: <c>[[fill]align][sign][#][0][width][,][.precision][type]</c>.</summary>
internal sealed record FormatSpec
{
    /// <summary>A width or precision beyond this is refused.</summary>
    public const int Most = 100_000;

    public Rune Fill { get; private init; } = new(' ');

    public char? Align { get; private init; }

    public char Sign { get; private init; } = '-';

    public bool Alternate { get; private init; }

    public int Width { get; private init; }

    public char? Grouping { get; private init; }

    public int? Precision { get; private init; }

    public char? Type { get; private init; }

    /// <exception cref="TemplateException">ValueError: it is none.</exception>
    public static FormatSpec Parse(string text)
    {
        var spec = new FormatSpec();
        var runes = text.EnumerateRunes().ToArray();
        var at = 0;
        if (runes.Length > 1 && IsAlign(runes[1])) spec = spec with { Fill = runes[at++], Align = (char)runes[at++].Value };
        else if (runes.Length > 0 && IsAlign(runes[0])) spec = spec with { Align = (char)runes[at++].Value };
        if (At(runes, at) is '+' or '-' or ' ') spec = spec with { Sign = At(runes, at++) };
        if (At(runes, at) == '#') (spec, at) = (spec with { Alternate = true }, at + 1);
        if (At(runes, at) == '0')
        {
            at++;
            if (spec.Align is null) spec = spec with { Fill = new Rune('0'), Align = '=' };
        }

        spec = spec with { Width = Number(runes, ref at) ?? 0 };
        if (At(runes, at) is ',' or '_') spec = spec with { Grouping = At(runes, at++) };
        if (At(runes, at) == '.')
        {
            at++;
            spec = spec with { Precision = Number(runes, ref at) ?? throw TemplateException.Value("Format specifier missing precision") };
        }

        if (at < runes.Length) spec = spec with { Type = runes[at++] is { IsAscii: true } type ? (char)type.Value : '?' };
        if (at < runes.Length) throw TemplateException.Value("Invalid format specifier");
        return spec;
    }

    public string Format(object? value) => value switch
    {
        bool when this == new FormatSpec() => PythonString.Str(value),
        long or bool or BigInteger => FormatWhole(PythonNumbers.ToBig(value)),
        double number => FormatReal(number),
        string or Markup => FormatText(PythonString.Str(value)),
        _ when this == new FormatSpec() => PythonString.Str(value),
        _ => throw TemplateException.Type($"unsupported format string passed to {PythonTypes.NameOf(value)}.__format__"),
    };

    private string FormatText(string text)
    {
        if (Type is not (null or 's')) throw Unknown("str");
        if (Align == '=') throw TemplateException.Value("'=' alignment not allowed in string format specifier");
        if (Precision is { } most && PythonSequences.TextLength(text) > most) text = (string)PythonSequences.Slice(text, null, PythonNumbers.Box(most), null)!;
        return Pad(text, '<');
    }

    private string FormatWhole(BigInteger number)
    {
        switch (Type)
        {
            case null or 'd' or 'n':
                if (Precision is not null) throw TemplateException.Value("Precision not allowed in integer format specifier");
                return Signed(number.Sign < 0, "", Group(BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture), 3));
            case 'b':
                return Signed(number.Sign < 0, Alternate ? "0b" : "", Group(Digits(number, 2), 4));
            case 'o':
                return Signed(number.Sign < 0, Alternate ? "0o" : "", Group(Digits(number, 8), 4));
            case 'x':
                return Signed(number.Sign < 0, Alternate ? "0x" : "", Group(Digits(number, 16), 4));
            case 'X':
                return Signed(number.Sign < 0, Alternate ? "0X" : "", Group(Digits(number, 16).ToUpperInvariant(), 4));
            case 'c':
                return Rune.IsValid((int)BigInteger.Max(-1, BigInteger.Min(number, 0x110000)))
                    ? Pad(new Rune((int)number).ToString(), '<')
                    : throw TemplateException.Overflow("%c arg not in range(0x110000)");
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return FormatReal((double)number);
            default:
                throw Unknown("int");
        }
    }

    private string FormatReal(double number)
    {
        if (Type is not (null or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%')) throw Unknown("float");
        var negative = double.IsNegative(number) && !double.IsNaN(number);
        var text = RealFormat.Format(Math.Abs(Type == '%' ? number * 100 : number), Type, Precision, Alternate);
        var point = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (point < 0) point = text.Length;
        return Signed(negative, "", Group(text[..point], 3) + text[point..]);
    }

    private static string Digits(BigInteger number, int radix)
    {
        number = BigInteger.Abs(number);
        if (number.IsZero) return "0";
        var digits = new StringBuilder();
        for (; !number.IsZero; number /= radix) digits.Insert(0, "0123456789abcdef"[(int)(number % radix)]);
        return digits.ToString();
    }

    private string Signed(bool negative, string prefix, string digits)
    {
        var sign = negative ? "-" : Sign == '-' ? "" : Sign.ToString();
        var head = sign + prefix;
        if (Align != '=') return Pad(head + digits, '>');
        var room = Width - head.Length - digits.Length;
        if (room <= 0) return head + digits;
        return Grouping is { } && Fill.Value == '0' ? head + GroupedZeros(digits, Width - head.Length) : head + Repeat(room) + digits;
    }

    // Zeros that fill a width are grouped as the digits are.
    private string GroupedZeros(string digits, int width)
    {
        var every = Type is 'b' or 'o' or 'x' or 'X' ? 4 : 3;
        var plain = digits.Replace(Grouping!.Value.ToString(), "", StringComparison.Ordinal);
        var whole = plain.AsSpan().IndexOf('.') is >= 0 and var point ? point : plain.Length;
        var grouped = digits;
        for (var count = whole; grouped.Length < width; count++) grouped = Group(plain[..whole].PadLeft(count + 1, '0'), every) + plain[whole..];
        return grouped;
    }

    private string Group(string digits, int every)
    {
        if (Grouping is not { } separator) return digits;
        var grouped = new StringBuilder(digits);
        for (var at = digits.Length - every; at > 0; at -= every) grouped.Insert(at, separator);
        return grouped.ToString();
    }

    private string Pad(string text, char otherwise)
    {
        var room = Width - PythonSequences.TextLength(text);
        if (room <= 0) return text;
        return (Align ?? otherwise) switch
        {
            '<' => text + Repeat(room),
            '^' => Repeat(room / 2) + text + Repeat(room - (room / 2)),
            _ => Repeat(room) + text,
        };
    }

    private string Repeat(int count) => new StringBuilder().Insert(0, Fill.ToString(), count).ToString();

    private TemplateException Unknown(string type) =>
        TemplateException.Value($"Unknown format code '{Type}' for object of type '{type}'");

    private static bool IsAlign(Rune rune) => rune.Value is '<' or '>' or '=' or '^';

    private static char At(Rune[] runes, int at) => at < runes.Length && runes[at].IsAscii ? (char)runes[at].Value : '\0';

    private static int? Number(Rune[] runes, ref int at)
    {
        int? number = null;
        while (At(runes, at) is >= '0' and <= '9' and var digit)
        {
            number = ((number ?? 0) * 10) + digit - '0';
            if (number > Most) throw TemplateException.Value("Too many decimal digits in format string");
            at++;
        }

        return number;
    }
}
