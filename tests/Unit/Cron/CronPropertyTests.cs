using System.Globalization;
using Salt.Shared.Cron;

namespace Salt.Tests.Unit.Cron;

/// <summary>In every zone there is, over ten years: no time comes early, none twice, none is lost but by the rule. An oracle
/// that walks minute by minute around each change of the clocks says what is right.</summary>
internal sealed class CronPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddYears(10);

    private static readonly DstRule[] Rules = [.. from gap in Enum.GetValues<DstGap>() from overlap in Enum.GetValues<DstOverlap>() select new DstRule(gap, overlap)];

    [Test]
    public void Every_zone_for_ten_years()
    {
        var random = new Random(20261126);
        var checks = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().DistinctBy(Behaviour))
        {
            foreach (var change in Changes(zone))
            {
                for (var i = 0; i < 4; i++) Check(zone, change.AddHours(-30), random);
                checks++;
            }

            Check(zone, Start.AddHours(random.Next(80_000)), random);
        }

        Assert.That(checks, Is.GreaterThan(500), "the zones of this machine change their clocks");
    }

    // Cronos, given a zone, would answer 01:00 to 01:45 here.
    [Test]
    public void Time_goes_forward_where_a_base_offset_changes()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca");
        var from = new DateTimeOffset(2026, 3, 22, 1, 45, 0, TimeSpan.Zero);

        Assert.That(CronLine.Parse("*/15 * * * *").GetNextOccurrence(from, zone), Is.EqualTo(from.AddMinutes(15)));
    }

    [TestCase("*/15 * * * *")]
    [TestCase("30 2 * * *")]
    [TestCase("0 */2 L,15W * 1#2")]
    [TestCase("15,45 0-3 * * 5L *")]
    public void Time_always_goes_forward_in_every_zone(string text)
    {
        var line = CronLine.Parse(text);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().DistinctBy(Behaviour))
        {
            foreach (var change in Changes(zone).Take(4))
            {
                foreach (var rule in Rules)
                {
                    var at = change.AddHours(-3);
                    for (var i = 0; i < 12; i++)
                    {
                        var next = line.GetNextOccurrence(at, zone, rule);
                        Assert.That(next, Is.GreaterThan(at), $"{zone.Id}: {text}, {rule}");
                        at = next!.Value;
                    }
                }
            }
        }
    }

    /// <summary>Zones that are alike in these years are looked at once.</summary>
    private static string Behaviour(TimeZoneInfo zone) => string.Join(' ', Changes(zone).Select(change => change.ToUnixTimeSeconds()).Prepend(zone.GetUtcOffset(Start).Ticks));

    private static void Check(TimeZoneInfo zone, DateTimeOffset from, Random random)
    {
        var until = from.AddHours(60);
        var series = RandomSeries.Make(random);
        var rule = Rules[random.Next(Rules.Length)];
        var expression = CronLine.Parse(series.Text);
        var found = new List<DateTimeOffset>();
        for (var next = expression.GetNextOccurrence(from, zone, rule); next < until; next = expression.GetNextOccurrence(next.Value, zone, rule)) found.Add(next.Value);

        var expected = series.IsInterval ? ByOffset(zone, from, until, series) : ByRule(zone, from, until, series, rule);

        Assert.That(found, Is.EqualTo(expected), $"{zone.Id}: {series.Text} from {from:o}, {rule}");
    }

    private static List<DateTimeOffset> ByOffset(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset until, RandomSeries series) =>
        [.. Minutes(from, until).Where(instant => series.Has(Wall(instant, zone)))];

    private static List<DateTimeOffset> ByRule(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset until, RandomSeries series, DstRule rule)
    {
        var showing = Minutes(from.AddHours(-26), until.AddHours(26)).GroupBy(instant => Wall(instant, zone)).ToDictionary(group => group.Key, group => group.ToList());
        var found = new SortedSet<DateTimeOffset>();
        var walls = showing.Keys.Order().ToList();
        for (var wall = walls[0]; wall <= walls[^1]; wall = wall.AddMinutes(1))
        {
            if (!series.Has(wall)) continue;
            if (showing.TryGetValue(wall, out var instants))
            {
                if (rule.Overlap != DstOverlap.Second) found.Add(instants[0]);
                if (rule.Overlap != DstOverlap.First) found.Add(instants[^1]);
            }
            else if (rule.Gap == DstGap.After)
            {
                found.Add(showing[walls.First(known => known > wall)][0]);
            }
        }

        return [.. found.Where(instant => instant > from && instant < until)];
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset from, DateTimeOffset until)
    {
        var first = new DateTimeOffset(from.Ticks - (from.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        for (var instant = first; instant < until; instant = instant.AddMinutes(1)) yield return instant;
    }

    private static DateTime Wall(DateTimeOffset instant, TimeZoneInfo zone) => new(instant.UtcTicks + zone.GetUtcOffset(instant).Ticks);

    private static List<DateTimeOffset> Changes(TimeZoneInfo zone)
    {
        var changes = new List<DateTimeOffset>();
        for (var day = Start; day < End; day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day) == zone.GetUtcOffset(day.AddDays(1))) continue;
            var at = day;
            while (zone.GetUtcOffset(at) == zone.GetUtcOffset(day)) at = at.AddMinutes(1);
            changes.Add(at);
        }

        return changes;
    }

    /// <summary>A random expression, and on its own what it means.</summary>
    private sealed record RandomSeries(string Text, bool IsInterval, Func<DateTime, bool> Has)
    {
        public static RandomSeries Make(Random random)
        {
            var (minute, hasMinute, isStarMinute) = Field(random, 60);
            var (hour, hasHour, isStarHour) = Field(random, 24);
            var weekday = random.Next(7);
            var (day, hasDay) = random.Next(3) == 0 ? (weekday.ToString(CultureInfo.InvariantCulture), (Func<DateTime, bool>)(wall => (int)wall.DayOfWeek == weekday)) : ("*", _ => true);
            return new RandomSeries($"{minute} {hour} * * {day}", isStarMinute || isStarHour, wall => hasMinute(wall.Minute) && hasHour(wall.Hour) && hasDay(wall));
        }

        private static (string Text, Func<int, bool> Has, bool IsStar) Field(Random random, int count)
        {
            var (a, b, step) = (random.Next(count), random.Next(count), random.Next(2, 13));
            return random.Next(5) switch
            {
                0 => ("*", _ => true, true),
                1 => ($"*/{step}", value => value % step == 0, true),
                2 => ($"{a},{b}", value => value == a || value == b, false),
                3 => ($"{Math.Min(a, b)}-{Math.Max(a, b)}", value => value >= Math.Min(a, b) && value <= Math.Max(a, b), false),
                _ => (count == 24 ? $"{a % 4}" : $"{a}", value => value == (count == 24 ? a % 4 : a), false),
            };
        }
    }
}
