using System.Globalization;
using System.Text;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>Times as C's <c>strftime</c> writes them in its own locale, with the flags and widths of glibc, and Python's <c>%f</c>. As of
/// a Python time without a zone, <c>%z</c> and <c>%Z</c> are nothing.</summary>
internal static class Strftime
{
    private const int WidestField = 1000;

    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>A directive that is not known stays as it is.</summary>
    public static string Text(DateTimeOffset time, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            var start = i;
            var field = Field.Read(format, ref i);
            var part = i < format.Length ? Part(time, field, format[i]) : null;
            if (part is null)
            {
                text.Append(format, start, Math.Min(i + 1, format.Length) - start);
                continue;
            }

            WorkBudget.SpendText(part.Length);
            text.Append(part);
        }

        return text.ToString();
    }

    /// <returns>Null: there is no such directive.</returns>
    private static string? Part(DateTimeOffset time, Field field, char directive) => directive switch
    {
        'a' => field.Name(time.ToString("ddd", English)),
        'A' => field.Name(time.ToString("dddd", English)),
        'b' or 'h' => field.Name(time.ToString("MMM", English)),
        'B' => field.Name(time.ToString("MMMM", English)),
        'c' => field.Text(Text(time, "%a %b %e %H:%M:%S %Y")),
        'C' => field.Number(time.Year / 100, 2),
        'd' => field.Number(time.Day, 2),
        'D' or 'x' => field.Text(Text(time, "%m/%d/%y")),
        'e' => field.Number(time.Day, 2, ' '),
        'f' when field.IsPlain => time.ToString("ffffff", English),
        'F' => field.Text(Text(time, "%Y-%m-%d")),
        'g' => field.Number(ISOWeek.GetYear(time.DateTime) % 100, 2),
        'G' => field.Number(ISOWeek.GetYear(time.DateTime), 1),
        'H' => field.Number(time.Hour, 2),
        'I' => field.Number(Twelve(time.Hour), 2),
        'j' => field.Number(time.DayOfYear, 3),
        'k' => field.Number(time.Hour, 2, ' '),
        'l' => field.Number(Twelve(time.Hour), 2, ' '),
        'm' => field.Number(time.Month, 2),
        'M' => field.Number(time.Minute, 2),
        'n' => field.Text("\n"),
        'p' => field.Swaps ? field.Lower(time.Hour < 12 ? "am" : "pm") : field.Text(time.Hour < 12 ? "AM" : "PM"),
        'P' => field.Lower(time.Hour < 12 ? "am" : "pm"),
        'r' => field.Text(Text(time, "%I:%M:%S %p")),
        'R' => field.Text(Text(time, "%H:%M")),
        's' => field.Number(time.ToUnixTimeSeconds(), 1),
        'S' => field.Number(time.Second, 2),
        't' => field.Text("\t"),
        'T' or 'X' => field.Text(Text(time, "%H:%M:%S")),
        'u' => field.Number(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, 1),
        'U' => field.Number((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7, 2),
        'V' => field.Number(ISOWeek.GetWeekOfYear(time.DateTime), 2),
        'w' => field.Number((int)time.DayOfWeek, 1),
        'W' => field.Number((time.DayOfYear + 6 - (((int)time.DayOfWeek + 6) % 7)) / 7, 2),
        'y' => field.Number(time.Year % 100, 2),
        'Y' => field.Number(time.Year, 1),
        'z' or 'Z' => field.Text(""),
        '%' => field.Text("%"),
        _ => null,
    };

    private static int Twelve(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    /// <param name="Pad"><c>-</c>: nothing, <c>_</c>: spaces, <c>0</c>: zeros; null: as the directive does by itself.</param>
    /// <param name="Swaps">Upper case becomes lower, or lower upper, by the directive.</param>
    private readonly record struct Field(char? Pad, bool IsUpper, bool Swaps, int Width)
    {
        public bool IsPlain => this == default;

        public static Field Read(string format, ref int at)
        {
            var field = default(Field);
            for (at++; at < format.Length && format[at] is '-' or '_' or '0' or '^' or '#'; at++)
            {
                field = format[at] switch
                {
                    '^' => field with { IsUpper = true },
                    '#' => field with { Swaps = true },
                    var pad => field with { Pad = pad },
                };
            }

            for (; at < format.Length && char.IsAsciiDigit(format[at]); at++) field = field with { Width = Math.Min(WidestField, (field.Width * 10) + format[at] - '0') };
            // Other calendars and digits, which the C locale does not have.
            if (at < format.Length && format[at] is 'E' or 'O') at++;
            return field;
        }

        public string Number(long value, int digits, char usual = '0')
        {
            var text = value.ToString(English);
            return Pad switch
            {
                '-' => text.PadLeft(Width),
                '_' => text.PadLeft(Math.Max(digits, Width)),
                '0' => text.PadLeft(Math.Max(digits, Width), '0'),
                _ => text.PadLeft(Math.Max(digits, Width), usual),
            };
        }

        public string Name(string text) => Text(Swaps ? text.ToUpperInvariant() : text);

        public string Text(string text) => (IsUpper ? text.ToUpperInvariant() : text).PadLeft(Width, Pad == '0' ? '0' : ' ');

        /// <summary>A text that stays in lower case.</summary>
        public string Lower(string text) => text.PadLeft(Width, Pad == '0' ? '0' : ' ');
    }
}
