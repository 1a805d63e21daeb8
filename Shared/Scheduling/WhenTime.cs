namespace Salt.Shared.Scheduling;

/// <summary>A time as people write it, as much of it as they wrote: <c>10:00pm</c> is every day's, <c>Monday 5:00pm</c> every
/// week's, <c>Jan 1 10:00am</c> every year's, <c>Jan 1, 2027 10:00am</c> comes once.</summary>
/// <remarks>Salt reads such a time anew each second against the day it is then, which comes to the same.</remarks>
public sealed record WhenTime(int? Year, int? Month, int? Day, DayOfWeek? Weekday, TimeSpan Time)
{
    // A leap day comes after eight years at most, and a weekday's within a week.
    private const int MostYears = 9;

    /// <summary>It has a date: it is not one of every day or week.</summary>
    public bool IsDated => Day is not null;

    /// <summary>The first at or after a time on the same wall; null: it has passed for good.</summary>
    public DateTime? NextWall(DateTime from)
    {
        if (Day is null)
        {
            var day = from.TimeOfDay > Time ? from.Date.AddDays(1) : from.Date;
            if (Weekday is { } weekday) day = day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
            return day + Time;
        }

        for (var year = Year ?? from.Year; year <= (Year ?? from.Year + MostYears); year++)
        {
            if (Day > DateTime.DaysInMonth(year, Month!.Value)) continue;
            var time = new DateTime(year, Month.Value, Day.Value) + Time;
            if (time >= from) return time;
        }

        return null;
    }

    /// <summary>The one that is meant where a single time is wanted: today's if it names no day.</summary>
    /// <param name="now">On the same wall.</param>
    public DateTime OnDay(DateTime now)
    {
        if (Day is null) return NextWall(now.Date)!.Value;
        var year = Year ?? now.Year;
        return new DateTime(year, Month!.Value, Math.Min(Day.Value, DateTime.DaysInMonth(year, Month.Value))) + Time;
    }
}
