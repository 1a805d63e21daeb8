namespace Salt.Shared.Scheduling;

/// <summary>When entries run: their timing, and all that takes times away from it. Pure.</summary>
public static class FireTimes
{
    /// <summary>Times of the timing that are looked at for one that may be used.</summary>
    private const int MostTries = 200_000;

    private const int MostMissed = 1000;

    /// <summary>No run is later: windows and zones are reckoned around it, and time itself ends a year on.</summary>
    private static readonly DateTimeOffset Horizon = DateTimeOffset.MaxValue.AddYears(-1);

    /// <summary>The first run after an instant, its splay left out; null: there is none, or none among the next 200,000 times.</summary>
    /// <param name="anchor">Where intervals are counted from.</param>
    public static DateTimeOffset? Next(ScheduleEntry entry, DateTimeOffset anchor, DateTimeOffset after)
    {
        if (entry.After is { } notBefore && after < notBefore) after = notBefore.AddTicks(-1);
        DateTimeOffset? madeUp = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (after > Horizon || Until(entry, NextOf(entry, anchor, after)) is not { } time || time > Horizon) return Until(entry, madeUp);
            if (madeUp <= time) return Until(entry, madeUp);
            if (entry.RunAfterSkip && IsInSkipRange(entry, time)) madeUp ??= entry.SkipDuring!.EndAfter(time, entry.Read).AddSeconds(1);
            if (!IsLeftOut(entry, time) || FunctionAt(entry, time) != entry.Function) return time;
            after = IsOutOfRange(entry, time) && !HasExplicit(entry, time) ? BeforeRange(entry.Range!, entry, time) : time;
        }

        return Until(entry, madeUp);
    }

    /// <summary>What runs at a time: of one that is left out, the entry's <c>skip_function</c>.</summary>
    public static string FunctionAt(ScheduleEntry entry, DateTimeOffset time) =>
        entry.SkipFunction is { } instead && IsLeftOut(entry, time) && !(entry.RangeInverted && IsOutOfRange(entry, time)) ? instead : entry.Function;

    /// <summary>The next runs, at most so many.</summary>
    public static IEnumerable<DateTimeOffset> NextMany(ScheduleEntry entry, DateTimeOffset anchor, DateTimeOffset after, int count)
    {
        for (var i = 0; i < count && Next(entry, anchor, after) is { } time; i++)
        {
            yield return time;
            after = time;
        }
    }

    /// <summary>Every run after one instant and up to another; of more than a thousand the last thousand, as far as they can
    /// be told without counting all.</summary>
    public static IReadOnlyList<DateTimeOffset> MissedRuns(ScheduleEntry entry, DateTimeOffset anchor, DateTimeOffset after, DateTimeOffset until)
    {
        if (entry.Timing is Timing.Interval { Period: var period } && (until - after) / period > MostMissed) after = until - (period * MostMissed);
        var runs = new Queue<DateTimeOffset>();
        for (var time = Next(entry, anchor, after); time <= until; time = Next(entry, anchor, time.Value))
        {
            if (runs.Count == MostMissed) runs.Dequeue();
            runs.Enqueue(time.Value);
        }

        return [.. runs];
    }

    /// <summary>How much later than its time a run begins on a minion.</summary>
    public static TimeSpan Splay(ScheduleEntry entry, string minion) => entry.Splay?.Of(minion, entry.Name) ?? TimeSpan.Zero;

    /// <summary>The first of the timing and the times named besides it.</summary>
    private static DateTimeOffset? NextOf(ScheduleEntry entry, DateTimeOffset anchor, DateTimeOffset after)
    {
        var next = entry.Timing.Next(anchor, after);
        foreach (var time in entry.RunExplicit)
        {
            if (time > after) return next < time ? next : time;
        }

        return next;
    }

    private static bool IsLeftOut(ScheduleEntry entry, DateTimeOffset time) =>
        IsOutOfRange(entry, time) || IsInSkipRange(entry, time) || entry.SkipExplicit.Contains(time.ToUnixTimeSeconds());

    private static bool IsInSkipRange(ScheduleEntry entry, DateTimeOffset time) => entry.SkipDuring is { } skip && skip.Contains(time, entry.Read);

    private static bool IsOutOfRange(ScheduleEntry entry, DateTimeOffset time) => entry.Range is { } range && range.Contains(time, entry.Read) == entry.RangeInverted;

    // Beyond such a time the way to the range is one step at a time.
    private static bool HasExplicit(ScheduleEntry entry, DateTimeOffset after) => entry.RunExplicit.Count > 0 && entry.RunExplicit[^1] > after;

    private static DateTimeOffset? Until(ScheduleEntry entry, DateTimeOffset? time) => time > entry.Until ? null : time;

    // Straight to where the range lets runs through, where that can be told.
    private static DateTimeOffset BeforeRange(TimeWindow range, ScheduleEntry entry, DateTimeOffset time)
    {
        var next = entry.RangeInverted ? range.EndAfter(time, entry.Read) : range.StartAfter(time, entry.Read)?.AddTicks(-1);
        return next > time ? next.Value : time;
    }
}
