using Cronos;

namespace Salt.Shared.Cron;

/// <summary>A cron line as Salt takes it: minute, hour, day of month, month, day of week and, sixth and last, second. Pure.
/// Cronos computes it, without zones: <see cref="WallClock"/> places its times.</summary>
/// <remarks>
/// <para>Fields are croniter's: numbers, names of months and days, ranges (also across the end: <c>22-2</c>), steps, lists.
/// In the day of month <c>L</c> is the last one, <c>L-2</c> two days before it, <c>15W</c> the weekday nearest to the 15th,
/// <c>LW</c> the last weekday. In the day of week 0 and 7 are Sunday, <c>5L</c> is the last Friday, <c>5#2</c> the second.
/// Two restricted day fields are ORed, as in Vixie cron. Macros: <c>@hourly</c> and its like.</para>
/// <para>Across a change of the clocks a line whose minute or hour begins with a star is an interval and goes by the
/// clock on the wall: it comes in both of two equal hours, and not in one that does not exist. Any other names a time, and
/// <see cref="DstRule"/> says what becomes of a time that comes twice or never.</para>
/// </remarks>
public sealed class CronLine
{
    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private readonly string _text;
    private readonly IReadOnlyList<CronExpression> _series;

    private CronLine(string text, bool isInterval, IReadOnlyList<CronExpression> series) => (_text, IsInterval, _series) = (text, isInterval, series);

    /// <summary>It goes by the clock on the wall, whatever that does.</summary>
    public bool IsInterval { get; }

    /// <exception cref="FormatException">What is wrong, and which field it is in.</exception>
    public static CronLine Parse(string text)
    {
        var fields = (Macros.GetValueOrDefault(text.Trim()) ?? text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (text.TrimStart().StartsWith('@') && fields.Length == 1)
            throw new FormatException($"cron '{text}': there is no such macro; there are {string.Join(", ", Macros.Keys)}");
        if (fields.Length is not (5 or 6))
            throw new FormatException($"cron '{text}' has {fields.Length} {(fields.Length == 1 ? "field" : "fields")}; five are needed, or six with the seconds last");

        var minutes = CronColumn.Minute.Read(text, fields[0]).Plain;
        var hours = CronColumn.Hour.Read(text, fields[1]).Plain;
        var ofMonth = CronColumn.DayOfMonth.Read(text, fields[2]);
        var months = CronColumn.Month.Read(text, fields[3]).Plain;
        var ofWeek = CronColumn.DayOfWeek.Read(text, fields[4]);
        var seconds = fields.Length == 6 ? CronColumn.Second.Read(text, fields[5]).Plain : "0";
        return new CronLine(
            text,
            isInterval: fields[0][0] == '*' || fields[1][0] == '*',
            [.. Days(ofMonth, ofWeek).Select(days => CronExpression.Parse($"{seconds} {minutes} {hours} {days.OfMonth} {months} {days.OfWeek}", CronFormat.IncludeSeconds))]);
    }

    /// <summary>The first time after an instant; null: there is none.</summary>
    /// <param name="from">Itself no answer.</param>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from, TimeZoneInfo zone) => GetNextOccurrence(from, zone, DstRule.Default);

    /// <inheritdoc cref="GetNextOccurrence(DateTimeOffset, TimeZoneInfo)"/>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from, TimeZoneInfo zone, DstRule rule) =>
        IsInterval ? WallClock.NextByOffset(from, zone, NextWall) : WallClock.NextByTime(from, zone, rule, NextWall);

    /// <summary>The first time on the wall at or after one, whole seconds; null: there is none.</summary>
    public DateTime? NextWall(DateTime from)
    {
        // Cronos takes and gives UTC; here it stands for the wall, which it then knows nothing about.
        from = DateTime.SpecifyKind(WallClock.UpToSecond(from), DateTimeKind.Utc);
        DateTime? first = null;
        foreach (var series in _series)
        {
            if (series.GetNextOccurrence(from, inclusive: true) is { } next && !(next >= first)) first = next;
        }

        return first is { } found ? DateTime.SpecifyKind(found, DateTimeKind.Unspecified) : null;
    }

    public override string ToString() => _text;

    /// <summary>The pairs of day fields whose times together are those of the line: Cronos ANDs two restricted fields, and
    /// takes no list with a special day in it.</summary>
    private static IEnumerable<(string OfMonth, string OfWeek)> Days(CronFieldText ofMonth, CronFieldText ofWeek)
    {
        if (ofMonth.IsAll && ofWeek.IsAll) yield return ("*", "*");
        foreach (var day in ofMonth.IsAll ? [] : ofMonth.Alternatives) yield return (day, "*");
        foreach (var day in ofWeek.IsAll ? [] : ofWeek.Alternatives) yield return ("*", day);
    }
}
