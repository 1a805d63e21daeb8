using Salt.Shared.Cron;

namespace Salt.Tests.Unit.Cron;

internal sealed class WallClockTests
{
    [TestCase("Asia/Tokyo", 9)]
    [TestCase("America/New_York", -5)]
    [TestCase("UTC", 0)]
    public void At_the_ends_of_time_it_stands_still(string zone, int hours)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var (first, last) = (WallClock.At(DateTimeOffset.MinValue, place), WallClock.At(DateTimeOffset.MaxValue, place));
        Assert.That(first, Is.GreaterThanOrEqualTo(DateTime.MinValue).And.LessThan(DateTime.MinValue.AddDays(1)));
        Assert.That(last, hours >= 0 ? Is.EqualTo(DateTime.MaxValue) : Is.EqualTo(DateTime.MaxValue.AddHours(hours)));
    }
}
