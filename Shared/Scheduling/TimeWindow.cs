using Salt.Shared.Cron;

namespace Salt.Shared.Scheduling;

/// <summary>From one time to another, both included: of every day if neither names a date (over midnight if the start is
/// the later one), else once.</summary>
public sealed record TimeWindow(WhenTime Start, WhenTime End, TimeZoneInfo Zone)
{
    public bool IsDaily => !Start.IsDated && !End.IsDated;

    /// <param name="now">Times without a date are today's, where the other end has one.</param>
    public bool Contains(DateTimeOffset instant, DateTimeOffset now)
    {
        var wall = WallClock.At(instant, Zone);
        if (!IsDaily)
        {
            var today = WallClock.At(now, Zone);
            return wall >= Start.OnDay(today) && wall <= End.OnDay(today);
        }

        var time = wall.TimeOfDay;
        return Start.Time <= End.Time ? time >= Start.Time && time <= End.Time : time >= Start.Time || time <= End.Time;
    }

    /// <summary>When the window that an instant lies in is over.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset instant, DateTimeOffset now)
    {
        var wall = IsDaily
            ? End.NextWall(WallClock.At(instant, Zone))!.Value
            : End.OnDay(WallClock.At(now, Zone));
        return WallClock.ToInstant(wall, Zone, DstRule.Default)!.Value;
    }

    /// <summary>When a window begins next; null: none does.</summary>
    public DateTimeOffset? StartAfter(DateTimeOffset instant, DateTimeOffset now)
    {
        var wall = IsDaily ? Start.NextWall(WallClock.At(instant, Zone)) : Start.OnDay(WallClock.At(now, Zone));
        return wall is { } known && WallClock.ToInstant(known, Zone, DstRule.Default) is { } start && start > instant ? start : null;
    }
}
