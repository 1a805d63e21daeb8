using System.Globalization;
using Salt.Shared.Cron;

namespace Salt.Tests.Unit.Cron;

/// <summary>What an expression means, and when it comes next.</summary>
internal sealed class CronLineTests
{
    // Times are UTC.
    [TestCase("* * * * *", "2026-11-26 10:00:30", "2026-11-26 10:01:00")]
    [TestCase("*/15 * * * *", "2026-11-26 10:00:00", "2026-11-26 10:15:00")]
    [TestCase("5/20 * * * *", "2026-11-26 10:06:00", "2026-11-26 10:25:00")]
    [TestCase("0 12 * * * 30", "2026-11-26 11:59:00", "2026-11-26 12:00:30")]
    [TestCase("0 12 * * * 30", "2026-11-26 12:00:30", "2026-11-27 12:00:30")]
    [TestCase("* * * * * *", "2026-11-26 10:00:00.250", "2026-11-26 10:00:01")]
    [TestCase("* * * * * */10", "2026-11-26 10:00:51", "2026-11-26 10:01:00")]
    [TestCase("0 0 29 2 *", "2026-01-01 00:00:00", "2028-02-29 00:00:00")]
    [TestCase("0 0 31 * *", "2026-04-01 00:00:00", "2026-05-31 00:00:00")]
    [TestCase("0 0 1 jan,JUL *", "2026-01-02 00:00:00", "2026-07-01 00:00:00")]
    [TestCase("0 0 * * mon-fri", "2026-11-27 00:00:00", "2026-11-30 00:00:00")]
    [TestCase("0 0 * * 7", "2026-11-26 00:00:00", "2026-11-29 00:00:00")]
    [TestCase("0 0 * * 0", "2026-11-26 00:00:00", "2026-11-29 00:00:00")]
    [TestCase("0 0 * * fri-mon", "2026-11-24 00:00:00", "2026-11-27 00:00:00")]
    [TestCase("0 0 * * fri-mon", "2026-11-28 12:00:00", "2026-11-29 00:00:00")]
    [TestCase("0 22-2 * * *", "2026-11-26 23:30:00", "2026-11-27 00:00:00")]
    [TestCase("0 22-2 * * *", "2026-11-26 02:30:00", "2026-11-26 22:00:00")]
    [TestCase("0 0 13 * 5", "2026-11-14 00:00:00", "2026-11-20 00:00:00", Description = "two day fields are ORed")]
    [TestCase("0 0 13 * *", "2026-11-14 00:00:00", "2026-12-13 00:00:00")]
    [TestCase("0 0 ? * 5", "2026-11-21 00:00:00", "2026-11-27 00:00:00")]
    [TestCase("0 0 1-31 * 5", "2026-11-21 00:00:00", "2026-11-27 00:00:00", Description = "every day is a star")]
    [TestCase("0 0 L * *", "2026-02-01 00:00:00", "2026-02-28 00:00:00")]
    [TestCase("0 0 L * *", "2028-02-01 00:00:00", "2028-02-29 00:00:00")]
    [TestCase("0 0 L-2 * *", "2026-11-26 00:00:00", "2026-11-28 00:00:00")]
    [TestCase("0 0 LW * *", "2026-05-01 00:00:00", "2026-05-29 00:00:00", Description = "the 31st is a Sunday")]
    [TestCase("0 0 15W * *", "2026-08-01 00:00:00", "2026-08-14 00:00:00", Description = "the 15th is a Saturday")]
    [TestCase("0 0 1W * *", "2026-08-01 00:00:00", "2026-08-03 00:00:00", Description = "within the month")]
    [TestCase("0 0 * * 5#2", "2026-11-01 00:00:00", "2026-11-13 00:00:00")]
    [TestCase("0 0 * * mon#5", "2026-11-26 00:00:00", "2026-11-30 00:00:00")]
    [TestCase("0 0 * * 5L", "2026-11-01 00:00:00", "2026-11-27 00:00:00")]
    [TestCase("0 0 * * L5", "2026-11-28 00:00:00", "2026-12-25 00:00:00")]
    [TestCase("@hourly", "2026-11-26 10:00:00", "2026-11-26 11:00:00")]
    [TestCase("@daily", "2026-11-26 10:00:00", "2026-11-27 00:00:00")]
    [TestCase("@weekly", "2026-11-26 10:00:00", "2026-11-29 00:00:00")]
    [TestCase("@monthly", "2026-11-26 10:00:00", "2026-12-01 00:00:00")]
    [TestCase("@yearly", "2026-11-26 10:00:00", "2027-01-01 00:00:00")]
    [TestCase("0 0 30 2 *", "2026-11-26 10:00:00", null, Description = "never")]
    [TestCase("0 0 1,L,15W * *", "2026-08-02 00:00:00", "2026-08-14 00:00:00", Description = "a list with special days")]
    [TestCase("0 0 1,L,15W * *", "2026-08-14 00:00:00", "2026-08-31 00:00:00")]
    [TestCase("0 0 * * 1,5#2,L3", "2026-11-10 00:00:00", "2026-11-13 00:00:00")]
    [TestCase("0 0 * * 1,5#2,L3", "2026-11-23 00:00:00", "2026-11-25 00:00:00")]
    [TestCase("0 0 WL * *", "2026-05-01 00:00:00", "2026-05-29 00:00:00")]
    [TestCase("7,*/15 * * * *", "2026-11-26 10:01:00", "2026-11-26 10:07:00", Description = "a star in a list")]
    [TestCase("7,*/15 * * * *", "2026-11-26 10:07:00", "2026-11-26 10:15:00")]
    [TestCase("5,* * * * *", "2026-11-26 10:07:00", "2026-11-26 10:08:00")]
    [TestCase("3/90 * * * *", "2026-11-26 10:07:00", "2026-11-26 11:03:00", Description = "a step beyond the end")]
    [TestCase("0 0 */2 * 1", "2026-11-24 12:00:00", "2026-11-25 00:00:00", Description = "a step of days restricts: ORed")]
    [TestCase("0 0 * * 0-6", "2026-11-24 12:00:00", "2026-11-25 00:00:00")]
    [TestCase("0 0 L * 5L", "2026-11-26 12:00:00", "2026-11-27 00:00:00")]
    [TestCase("0 0 L * 5L", "2026-11-27 12:00:00", "2026-11-30 00:00:00")]
    [TestCase("0 0 29 2 1", "2026-01-01 00:00:00", "2026-02-02 00:00:00", Description = "ORed: the Monday")]
    public void It_comes_next(string expression, string from, string? next) =>
        Assert.That(CronLine.Parse(expression).GetNextOccurrence(Utc(from), TimeZoneInfo.Utc), Is.EqualTo(next is null ? (DateTimeOffset?)null : Utc(next)));

    // The clocks in Berlin go from 2:00 to 3:00 on 2026-03-29 (01:00 UTC), and from 3:00 back to 2:00 on 2026-10-25 (01:00 UTC).
    [TestCase("Europe/Berlin", "30 2 * * *", "2026-03-28 12:00", "after", "first", "2026-03-29 01:00", Description = "2:30 does not exist: the first instant after the gap")]
    [TestCase("Europe/Berlin", "30 2 * * *", "2026-03-28 12:00", "skip", "first", "2026-03-30 00:30")]
    [TestCase("Europe/Berlin", "30 2 * * *", "2026-10-24 12:00", "after", "first", "2026-10-25 00:30")]
    [TestCase("Europe/Berlin", "30 2 * * *", "2026-10-25 00:30", "after", "first", "2026-10-26 01:30", Description = "once")]
    [TestCase("Europe/Berlin", "30 2 * * *", "2026-10-24 12:00", "after", "second", "2026-10-25 01:30")]
    [TestCase("Europe/Berlin", "30 2 * * *", "2026-10-25 00:30", "after", "both", "2026-10-25 01:30")]
    [TestCase("Europe/Berlin", "*/30 * * * *", "2026-10-25 00:30", "after", "first", "2026-10-25 01:00", Description = "an interval comes in both hours")]
    [TestCase("Europe/Berlin", "30 * * * *", "2026-10-25 00:30", "after", "first", "2026-10-25 01:30")]
    [TestCase("Europe/Berlin", "*/30 * * * *", "2026-03-29 00:30", "after", "first", "2026-03-29 01:00", Description = "and is not lost in the gap")]
    [TestCase("Europe/Berlin", "0 3 * * *", "2026-03-28 12:00", "after", "first", "2026-03-29 01:00")]
    [TestCase("America/New_York", "0 2 * * *", "2026-03-08 00:00", "after", "first", "2026-03-08 07:00")]
    [TestCase("Australia/Lord_Howe", "15 2 * * *", "2026-10-03 00:00", "after", "first", "2026-10-03 15:30", Description = "half an hour's gap")]
    [TestCase("Australia/Lord_Howe", "45 1 * * *", "2026-04-04 12:00", "after", "first", "2026-04-04 14:45")]
    [TestCase("Asia/Kathmandu", "0 0 * * *", "2026-11-26 00:00", "after", "first", "2026-11-26 18:15")]
    public void Changes_of_the_clocks(string zone, string expression, string from, string gap, string overlap, string next)
    {
        var rule = new DstRule(Enum.Parse<DstGap>(gap, ignoreCase: true), Enum.Parse<DstOverlap>(overlap, ignoreCase: true));

        var found = CronLine.Parse(expression).GetNextOccurrence(Utc(from), TimeZoneInfo.FindSystemTimeZoneById(zone), rule);

        Assert.That(found, Is.EqualTo(Utc(next)));
    }

    [TestCase("abc", "cron 'abc' has 1 field; five are needed, or six with the seconds last")]
    [TestCase("* * * *", "cron '* * * *' has 4 fields; five are needed, or six with the seconds last")]
    [TestCase("60 * * * *", "cron '60 * * * *': minute '60' is not understood: 0 to 59, or *, a range, a list or a step of them")]
    [TestCase("* 24 * * *", "cron '* 24 * * *': hour '24' is not understood: 0 to 23, or *, a range, a list or a step of them")]
    [TestCase("* * 0 * *", "cron '* * 0 * *': day of month '0' is not understood: 1 to 31, or *, a range, a list or a step of them")]
    [TestCase("* * * 13 *", "cron '* * * 13 *': month '13' is not understood: 1 to 12 or jan to dec, or *, a range, a list or a step of them")]
    [TestCase("* * * * 8", "cron '* * * * 8': day of week '8' is not understood: 0 to 7 or sun to sun, or *, a range, a list or a step of them")]
    [TestCase("*/0 * * * *", "cron '*/0 * * * *': minute '*/0' is not understood: 0 to 59, or *, a range, a list or a step of them")]
    [TestCase("1,,2 * * * *", "cron '1,,2 * * * *': minute '1,,2' is not understood: 0 to 59, or *, a range, a list or a step of them")]
    [TestCase("* * * * 5#6", "cron '* * * * 5#6': day of week '5#6' is not understood: 0 to 7 or sun to sun, or *, a range, a list or a step of them")]
    [TestCase("* * -1/99 * *", "cron '* * -1/99 * *': day of month '-1/99' is not understood: 1 to 31, or *, a range, a list or a step of them")]
    [TestCase("* -159/59 * * *", "cron '* -159/59 * * *': hour '-159/59' is not understood: 0 to 23, or *, a range, a list or a step of them")]
    [TestCase("* * * * -/99", "cron '* * * * -/99': day of week '-/99' is not understood: 0 to 7 or sun to sun, or *, a range, a list or a step of them")]
    [TestCase("H * * * *", "cron 'H * * * *': minute 'H' is not understood: 0 to 59, or *, a range, a list or a step of them", Description = "a random value of Cronos's own")]
    [TestCase("? * * * *", "cron '? * * * *': minute '?' is not understood: 0 to 59, or *, a range, a list or a step of them")]
    [TestCase("5\0 * * * *", "cron '5\0 * * * *': minute '5\0' is not understood: 0 to 59, or *, a range, a list or a step of them")]
    [TestCase("* * 1,32L * *", "cron '* * 1,32L * *': day of month '32L' is not understood: 1 to 31, or *, a range, a list or a step of them")]
    [TestCase("*-5 * * * *", "cron '*-5 * * * *': minute '*-5' is not understood: 0 to 59, or *, a range, a list or a step of them")]
    [TestCase("@never", "cron '@never': there is no such macro; there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually")]
    public void What_is_wrong_is_said(string expression, string message) =>
        Assert.That(() => CronLine.Parse(expression), Throws.InstanceOf<FormatException>().With.Message.EqualTo(message));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
