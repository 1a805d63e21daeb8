namespace Salt.Shared.Cron;

/// <summary>A cron expression: minute, hour, day of month, month, day of week and, sixth and last as in Salt, second. Pure.</summary>
/// <remarks>
/// <para>Fields are croniter's: numbers, names of months and days, ranges (also across the end: <c>22-2</c>), steps, lists.
/// In the day of month <c>L</c> is the last one, <c>L-2</c> two days before it, <c>15W</c> the weekday nearest to the 15th,
/// <c>LW</c> the last weekday. In the day of week 0 and 7 are Sunday, <c>5L</c> is the last Friday, <c>5#2</c> the second.
/// Two restricted day fields are ORed, as in Vixie cron. Macros: <c>@hourly</c> and its like.</para>
/// <para>Across a change of the clocks an expression whose minute or hour begins with a star is an interval and goes by the
/// clock on the wall: it comes in both of two equal hours, and not in one that does not exist. Any other names a time, and
/// <see cref="DstRule"/> says what becomes of a time that comes twice or never.</para>
/// </remarks>
public sealed class CronExpression
{
    /// <summary>The calendar repeats itself after 28 years, but for centuries: 40 reach over one of those.</summary>
    private const int MostYears = 40;

    private readonly CronField _seconds;
    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _months;
    private readonly CronDays _days;
    private readonly string _text;

    internal CronExpression(string text, CronField minutes, CronField hours, CronDays days, CronField months, CronField seconds)
    {
        _text = text;
        (_minutes, _hours, _days, _months, _seconds) = (minutes, hours, days, months, seconds);
    }

    /// <summary>It goes by the clock on the wall, whatever that does.</summary>
    public bool IsInterval => _minutes.BeginsWithStar || _hours.BeginsWithStar;

    /// <exception cref="FormatException">What is wrong, and which field it is in.</exception>
    public static CronExpression Parse(string text) => CronParser.Parse(text);

    /// <summary>The first time after an instant; null: there is none in forty years.</summary>
    /// <param name="from">Itself no answer.</param>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from, TimeZoneInfo zone) => GetNextOccurrence(from, zone, DstRule.Default);

    /// <inheritdoc cref="GetNextOccurrence(DateTimeOffset, TimeZoneInfo)"/>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from, TimeZoneInfo zone, DstRule rule) =>
        IsInterval ? WallClock.NextByOffset(from, zone, NextWall) : WallClock.NextByTime(from, zone, rule, NextWall);

    /// <summary>The first time on the wall at or after one, whole seconds; null: there is none.</summary>
    public DateTime? NextWall(DateTime from)
    {
        from = WallClock.UpToSecond(from);
        var day = from.Date;
        var last = Math.Min(from.Year + MostYears, DateTime.MaxValue.Year - 1);
        var time = from.TimeOfDay;
        while (day.Year <= last)
        {
            if (!_months.Has(day.Month))
            {
                day = new DateTime(day.Year, day.Month, 1).AddMonths(1);
                time = TimeSpan.Zero;
                continue;
            }

            if (_days.Has(day) && NextTime(time) is { } found) return day + found;
            day = day.AddDays(1);
            time = TimeSpan.Zero;
        }

        return null;
    }

    public override string ToString() => _text;

    private TimeSpan? NextTime(TimeSpan from)
    {
        for (var hour = _hours.Next(from.Hours); hour >= 0; hour = _hours.Next(hour + 1))
        {
            var isFirst = hour == from.Hours;
            for (var minute = _minutes.Next(isFirst ? from.Minutes : 0); minute >= 0; minute = _minutes.Next(minute + 1))
            {
                var second = _seconds.Next(isFirst && minute == from.Minutes ? from.Seconds : 0);
                if (second >= 0) return new TimeSpan(hour, minute, second);
            }
        }

        return null;
    }
}
