using Salt.Shared.Cron;

namespace Salt.Shared.Scheduling;

/// <summary>When an entry runs. Pure.</summary>
public abstract record Timing
{
    /// <summary>The first time after an instant; null: there is none.</summary>
    /// <param name="anchor">Where intervals are counted from.</param>
    public abstract DateTimeOffset? Next(DateTimeOffset anchor, DateTimeOffset after);

    /// <summary>At the anchor and a whole number of periods: an error of one run is none of the next.</summary>
    public sealed record Interval(TimeSpan Period) : Timing
    {
        public override DateTimeOffset? Next(DateTimeOffset anchor, DateTimeOffset after)
        {
            var passed = (after - anchor).Ticks;
            var periods = passed < 0 ? 1 : (passed / Period.Ticks) + 1;
            return periods > (DateTimeOffset.MaxValue - anchor).Ticks / Period.Ticks ? null : anchor + (Period * periods);
        }
    }

    public sealed record Cron(CronLine Expression, TimeZoneInfo Zone, DstRule Rule) : Timing
    {
        public override DateTimeOffset? Next(DateTimeOffset anchor, DateTimeOffset after) =>
            Expression.GetNextOccurrence(after, Zone, Rule);
    }

    /// <summary>Each time of a list.</summary>
    public sealed record When(IReadOnlyList<WhenTime> Times, TimeZoneInfo Zone, DstRule Rule) : Timing
    {
        public override DateTimeOffset? Next(DateTimeOffset anchor, DateTimeOffset after)
        {
            DateTimeOffset? first = null;
            foreach (var time in Times)
            {
                if (time.Next(after, Zone, Rule) is { } next && (first is null || next < first)) first = next;
            }

            return first;
        }
    }

    public sealed record Once(DateTimeOffset Time) : Timing
    {
        public override DateTimeOffset? Next(DateTimeOffset anchor, DateTimeOffset after) => Time > after ? Time : null;
    }
}
