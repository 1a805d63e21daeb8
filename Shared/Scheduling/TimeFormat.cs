using System.Globalization;
using System.Text;

namespace Salt.Shared.Scheduling;

/// <summary>Times by a pattern of Python's <c>strftime</c>: %Y %m %d %H %M %S %y %B %b %A %a %I %p %j %f %s %T %D %F %%. English names.</summary>
public static class TimeFormat
{
    public const string Iso = "%Y-%m-%dT%H:%M:%S";

    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>The year of a pattern without one, as in Python.</summary>
    private const int NoYear = 1900;

    /// <param name="wall">No zone is read.</param>
    public static bool TryParse(string text, string format, out DateTime wall)
    {
        wall = default;
        if (Pattern(format) is not { } pattern || !DateTime.TryParseExact(text, pattern, English, DateTimeStyles.NoCurrentDateDefault, out wall)) return false;
        if (!pattern.Contains("yy", StringComparison.Ordinal)) wall = wall.AddYears(NoYear - 1);
        return true;
    }

    /// <summary>A directive that is not known stays as it is.</summary>
    public static string Text(DateTimeOffset time, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i == format.Length - 1) text.Append(format[i]);
            else if (format[++i] == '%') text.Append('%');
            else if (format[i] == 's') text.Append(time.ToUnixTimeSeconds());
            else if (format[i] == 'j') text.Append(time.DayOfYear.ToString("000", English));
            else if (Part(format[i]) is { } part) text.Append(time.ToString(part, English));
            else text.Append('%').Append(format[i]);
        }

        return text.ToString();
    }

    private static string? Pattern(string format)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%') pattern.Append('\\').Append(format[i]);
            else if (++i == format.Length) return null;
            else if (format[i] == '%') pattern.Append("\\%");
            else if (Part(format[i]) is { } part) pattern.Append(part);
            else return null;
        }

        // One letter alone would be one of .NET's standard patterns.
        return pattern.Length == 1 ? $"%{pattern}" : pattern.ToString();
    }

    private static string? Part(char directive) => directive switch
    {
        'Y' => "yyyy",
        'y' => "yy",
        'm' => "MM",
        'B' => "MMMM",
        'b' or 'h' => "MMM",
        'd' => "dd",
        'A' => "dddd",
        'a' => "ddd",
        'H' => "HH",
        'I' => "hh",
        'M' => "mm",
        'S' => "ss",
        'f' => "ffffff",
        'p' => "tt",
        'T' => "HH':'mm':'ss",
        'D' => "MM'/'dd'/'yy",
        'F' => "yyyy'-'MM'-'dd",
        _ => null,
    };
}
