using Salt.Shared.Cron;

namespace Salt.Shared.Scheduling;

/// <summary>A time as people write it, as much of it as they wrote: <c>10:00pm</c> is every day's, <c>Monday 5:00pm</c> every
/// week's, <c>Jan 1 10:00am</c> every year's, <c>Jan 2027 10:00</c> each day's of that month, <c>Jan 1, 2027 10:00am</c> comes once.</summary>
/// <param name="Offset">From UTC, where it was written with one; null: it is a time on the reader's wall.</param>
/// <remarks>Salt reads such a time anew each second against the day it is then, which comes to the same.</remarks>
public sealed record WhenTime(int? Year, int? Month, int? Day, DayOfWeek? Weekday, TimeSpan Time, TimeSpan? Offset = null)
{
    // A leap day comes after eight years at most, and a weekday's within a week.
    private const int MostYears = 9;

    /// <summary>It has a date, or a part of one: it is not one of every day or week.</summary>
    public bool IsDated => (Year ?? Month ?? Day) is not null;

    /// <summary>The first at or after a time on the same wall; null: it has passed for good.</summary>
    public DateTime? NextWall(DateTime from)
    {
        if (from.Year == DateTime.MaxValue.Year) return null;
        var day = from.TimeOfDay > Time ? from.Date.AddDays(1) : from.Date;
        if (day.Year < Year) day = new DateTime(Year.Value, 1, 1);
        var last = Math.Min(Year ?? from.Year + MostYears, DateTime.MaxValue.Year - 1);
        while (day.Year <= last)
        {
            if (Month is { } month && day.Month != month) day = NextMonth(day);
            else if (Day is { } number && day.Day != number) day = number > day.Day && number <= DateTime.DaysInMonth(day.Year, day.Month) ? day.AddDays(number - day.Day) : NextMonth(day);
            else if (Weekday is { } weekday && day.DayOfWeek != weekday) day = day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
            else return day + Time;
        }

        return null;
    }

    /// <summary>The one that is meant where a single time is wanted: what it does not name is as of today.</summary>
    /// <param name="now">On the same wall.</param>
    public DateTime OnDay(DateTime now)
    {
        if (!IsDated) return NextWall(now.Date)!.Value;
        var (year, month) = (Year ?? now.Year, Month ?? now.Month);
        return new DateTime(year, month, Math.Min(Day ?? now.Day, DateTime.DaysInMonth(year, month))) + Time;
    }

    /// <summary>The first after an instant; null: it has passed for good.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone, DstRule rule)
    {
        if (Offset is not { } offset) return WallClock.NextByTime(after, zone, rule, NextWall);
        return NextWall(after.ToOffset(offset).DateTime.AddTicks(1)) is { } wall ? new DateTimeOffset(wall, offset).ToUniversalTime() : null;
    }

    /// <summary>The one that is meant where a single time is wanted, as an instant.</summary>
    /// <inheritdoc cref="OnDay"/>
    public DateTimeOffset InstantOnDay(DateTimeOffset now, TimeZoneInfo zone) => Offset is { } offset
        ? new DateTimeOffset(OnDay(now.ToOffset(offset).DateTime), offset).ToUniversalTime()
        : WallClock.ToInstant(OnDay(WallClock.At(now, zone)), zone, DstRule.Default)!.Value;

    private static DateTime NextMonth(DateTime day) => new DateTime(day.Year, day.Month, 1).AddMonths(1);
}
