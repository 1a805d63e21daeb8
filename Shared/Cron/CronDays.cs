namespace Salt.Shared.Cron;

/// <summary>Both day fields of an expression.</summary>
/// <param name="LastOffsets">Days before the last of the month (<c>L</c>: 0).</param>
/// <param name="NearWeekdays">Days of the month whose nearest weekday is meant (<c>15W</c>).</param>
/// <param name="LastWeekday">The last weekday of the month (<c>LW</c>).</param>
/// <param name="Nth">Days of the week with their number in the month (<c>5#2</c>).</param>
/// <param name="LastOf">Days of the week whose last in the month is meant (<c>5L</c>).</param>
internal sealed record CronDays(
    CronField OfMonth,
    IReadOnlyList<int> LastOffsets,
    IReadOnlyList<int> NearWeekdays,
    bool LastWeekday,
    CronField OfWeek,
    IReadOnlyList<(int Day, int Number)> Nth,
    IReadOnlyList<int> LastOf)
{
    /// <summary>A field that allows every day leaves the other alone to decide; two that do not are ORed.</summary>
    public bool Has(DateTime date) => (OfMonth.IsAll, OfWeek.IsAll) switch
    {
        (true, true) => true,
        (true, false) => HasWeekday(date),
        (false, true) => HasDay(date),
        _ => HasDay(date) || HasWeekday(date),
    };

    private bool HasDay(DateTime date)
    {
        if (OfMonth.Has(date.Day)) return true;
        if (LastOffsets.Count == 0 && NearWeekdays.Count == 0 && !LastWeekday) return false;

        var last = DateTime.DaysInMonth(date.Year, date.Month);
        foreach (var offset in LastOffsets)
        {
            if (date.Day == last - offset) return true;
        }

        foreach (var day in NearWeekdays)
        {
            if (day <= last && NearestWeekday(date, day, last) == date.Day) return true;
        }

        return LastWeekday && NearestWeekday(date, last, last) == date.Day;
    }

    private bool HasWeekday(DateTime date)
    {
        var weekday = (int)date.DayOfWeek;
        if (OfWeek.Has(weekday)) return true;
        foreach (var (day, number) in Nth)
        {
            if (day == weekday && ((date.Day - 1) / 7) + 1 == number) return true;
        }

        foreach (var day in LastOf)
        {
            if (day == weekday && date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month)) return true;
        }

        return false;
    }

    /// <summary>Within the month: a Saturday the 1st has its Monday the 3rd.</summary>
    private static int NearestWeekday(DateTime month, int day, int last) => new DateTime(month.Year, month.Month, day).DayOfWeek switch
    {
        DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
        DayOfWeek.Sunday => day == last ? day - 2 : day + 1,
        _ => day,
    };
}
