namespace Salt.Shared.Cron;

/// <summary>Between instants and the clock on a wall somewhere. Zones are looked at by their offsets alone: they change for
/// other reasons than summer time too.</summary>
public static class WallClock
{
    /// <summary>No zone changes its offset twice within this.</summary>
    private static readonly TimeSpan Stride = TimeSpan.FromHours(12);

    /// <summary>More than any offset, and than any change of one.</summary>
    private static readonly TimeSpan Wide = TimeSpan.FromHours(26);

    /// <summary>What a clock there shows; of no kind. At the first and the last day that there are it stands still.</summary>
    public static DateTime At(DateTimeOffset instant, TimeZoneInfo zone) => Shifted(instant.UtcDateTime, OffsetAt(instant.UtcDateTime, zone));

    /// <summary>The instants at which a clock shows a time, in order: one, two if it is set back over it, none if forward, or
    /// within days of the first and the last that there are.</summary>
    public static IReadOnlyList<DateTimeOffset> Showing(DateTime wall, TimeZoneInfo zone)
    {
        if (IsAtTheEdge(wall)) return [];
        var before = OffsetAt(wall - Wide, zone);
        var after = OffsetAt(wall + Wide, zone);
        if (before == after) return Shows(wall, before, zone) ? [ToInstant(wall, before)] : Searched(wall, zone);

        var both = new[] { before, after }.Where(offset => Shows(wall, offset, zone)).Select(offset => ToInstant(wall, offset)).Order().ToList();
        return both.Count > 0 ? both : Searched(wall, zone);
    }

    /// <summary>The instant of a time by a rule; null: the rule leaves it out.</summary>
    public static DateTimeOffset? ToInstant(DateTime wall, TimeZoneInfo zone, DstRule rule)
    {
        var showing = Showing(wall, zone);
        if (showing.Count == 0) return rule.Gap == DstGap.After && !IsAtTheEdge(wall) ? GapBefore(wall, zone) : null;
        return rule.Overlap == DstOverlap.Second ? showing[^1] : showing[0];
    }

    /// <summary>The first instant at which the clock shows one of a series of times, gaps left out, both of two alike.</summary>
    /// <param name="nextWall">The first time of the series at or after one.</param>
    public static DateTimeOffset? NextByOffset(DateTimeOffset from, TimeZoneInfo zone, Func<DateTime, DateTime?> nextWall)
    {
        var start = UpToSecond(from.UtcDateTime.AddTicks(1));
        while (true)
        {
            var offset = OffsetAt(start, zone);
            if (nextWall(Shifted(start, offset)) is not { } wall) return null;
            var found = wall - offset;
            if (NextChange(start, found, zone) is not { } change) return ToInstant(wall, offset);
            start = UpToSecond(change);
        }
    }

    /// <summary>The first instant of a series of times, each placed by a rule.</summary>
    /// <inheritdoc cref="NextByOffset"/>
    public static DateTimeOffset? NextByTime(DateTimeOffset from, TimeZoneInfo zone, DstRule rule, Func<DateTime, DateTime?> nextWall)
    {
        if (rule.Overlap == DstOverlap.Both) return NextOfBoth(from, zone, rule, nextWall);
        var wall = At(from, zone);
        // Near a change, a time that the clock has shown already may be placed later.
        if (OffsetAt(from.UtcDateTime - Wide, zone) != OffsetAt(from.UtcDateTime + Wide, zone)) wall -= Wide;
        while (nextWall(wall) is { } next)
        {
            if (ToInstant(next, zone, rule) is { } found && found > from) return found;
            wall = next.AddTicks(1);
        }

        return null;
    }

    /// <summary>Rounds up to a whole second.</summary>
    public static DateTime UpToSecond(DateTime time) =>
        time.Ticks % TimeSpan.TicksPerSecond is var rest and > 0 ? time.AddTicks(TimeSpan.TicksPerSecond - rest) : time;

    // By offset for what exists, by rule for what does not.
    private static DateTimeOffset? NextOfBoth(DateTimeOffset from, TimeZoneInfo zone, DstRule rule, Func<DateTime, DateTime?> nextWall)
    {
        var first = NextByTime(from, zone, rule with { Overlap = DstOverlap.First }, nextWall);
        var second = NextByTime(from, zone, rule with { Overlap = DstOverlap.Second }, nextWall);
        return first is null || second < first ? second : first;
    }

    private static bool IsAtTheEdge(DateTime wall) => wall - DateTime.MinValue < 2 * Wide || DateTime.MaxValue - wall < 2 * Wide;

    private static bool Shows(DateTime wall, TimeSpan offset, TimeZoneInfo zone) => OffsetAt(wall - offset, zone) == offset;

    private static DateTimeOffset ToInstant(DateTime wall, TimeSpan offset) => new(DateTime.SpecifyKind(wall - offset, DateTimeKind.Utc), TimeSpan.Zero);

    private static TimeSpan OffsetAt(DateTime utc, TimeZoneInfo zone) => zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static DateTime Shifted(DateTime utc, TimeSpan offset) =>
        new(Math.Clamp(utc.Ticks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));

    // The offset changed there and back within two days.
    private static IReadOnlyList<DateTimeOffset> Searched(DateTime wall, TimeZoneInfo zone)
    {
        var offsets = new HashSet<TimeSpan>();
        for (var at = wall - Wide; at <= wall + Wide; at += TimeSpan.FromHours(1)) offsets.Add(OffsetAt(at, zone));
        return [.. offsets.Where(offset => Shows(wall, offset, zone)).Select(offset => ToInstant(wall, offset)).Order()];
    }

    /// <summary>Where the clock was set forward over a time.</summary>
    private static DateTimeOffset? GapBefore(DateTime wall, TimeZoneInfo zone)
    {
        var from = wall - Wide;
        while (NextChange(from, wall + Wide, zone) is { } change)
        {
            if (change + OffsetAt(change.AddTicks(-1), zone) <= wall && wall < change + OffsetAt(change, zone))
                return new DateTimeOffset(DateTime.SpecifyKind(change, DateTimeKind.Utc), TimeSpan.Zero);
            from = change;
        }

        return null;
    }

    /// <summary>The first instant after one and up to another with another offset; null: there is none.</summary>
    private static DateTime? NextChange(DateTime from, DateTime until, TimeZoneInfo zone)
    {
        var offset = OffsetAt(from, zone);
        for (var at = from; at < until;)
        {
            var next = until - at > Stride ? at + Stride : until;
            if (OffsetAt(next, zone) != offset) return Between(at, next, offset, zone);
            at = next;
        }

        return null;
    }

    private static DateTime Between(DateTime same, DateTime other, TimeSpan offset, TimeZoneInfo zone)
    {
        while (other.Ticks - same.Ticks > 1)
        {
            var middle = new DateTime(same.Ticks + ((other.Ticks - same.Ticks) / 2));
            if (OffsetAt(middle, zone) == offset) same = middle;
            else other = middle;
        }

        return other;
    }
}
