using System.Globalization;
using Salt.Shared.Scheduling;

namespace Salt.Tests.Unit.Scheduling;

/// <summary>Times as people write them.</summary>
internal sealed class WhenParserTests
{
    // The next one from Thursday, 2026-11-26, noon.
    [TestCase("10:00pm", "2026-11-26 22:00:00")]
    [TestCase("5pm", "2026-11-26 17:00:00")]
    [TestCase("8:00am", "2026-11-27 08:00:00")]
    [TestCase("08:30", "2026-11-27 08:30:00")]
    [TestCase("23:59:59", "2026-11-26 23:59:59")]
    [TestCase("12:00am", "2026-11-27 00:00:00")]
    [TestCase("12:30 PM", "2026-11-26 12:30:00")]
    [TestCase("noon", "2026-11-26 12:00:00")]
    [TestCase("midnight", "2026-11-27 00:00:00")]
    [TestCase("Monday 5:00pm", "2026-11-30 17:00:00")]
    [TestCase("Thu 3:00pm", "2026-11-26 15:00:00")]
    [TestCase("Thursday 11:00", "2026-12-03 11:00:00")]
    [TestCase("5:00pm Tuesday", "2026-12-01 17:00:00")]
    [TestCase("Jan 1, 2030 10:00am", "2030-01-01 10:00:00")]
    [TestCase("January 1, 2030 10:00am", "2030-01-01 10:00:00")]
    [TestCase("1 January 2030 10:00", "2030-01-01 10:00:00")]
    [TestCase("Dec 31st, 2031 11:59pm", "2031-12-31 23:59:00")]
    [TestCase("Tue, Jan 1 2030 10:00", "2030-01-01 10:00:00")]
    [TestCase("Dec 24 6pm", "2026-12-24 18:00:00", Description = "every year")]
    [TestCase("March 3 6pm", "2027-03-03 18:00:00")]
    [TestCase("2030-01-01T10:00:00", "2030-01-01 10:00:00")]
    [TestCase("2030-01-01 10:00", "2030-01-01 10:00:00")]
    [TestCase("2030-01-01", "2030-01-01 00:00:00")]
    [TestCase("01/02/2030 10:00", "2030-01-02 10:00:00", Description = "month first")]
    [TestCase("2020-01-01 10:00", null, Description = "for good")]
    public void It_comes_next(string text, string? next)
    {
        Assert.That(WhenParser.TryParse(text, out var time), Is.True);
        Assert.That(time!.NextWall(new DateTime(2026, 11, 26, 12, 0, 0)), Is.EqualTo(next is null ? (DateTime?)null : DateTime.Parse(next, CultureInfo.InvariantCulture)));
    }

    [TestCase("nonsense")]
    [TestCase("")]
    [TestCase("25:00")]
    [TestCase("13:00pm")]
    [TestCase("Feb 30 2027 10:00")]
    [TestCase("10:00 11:00")]
    [TestCase("Monday Tuesday")]
    [TestCase("every day at 10:00")]
    [TestCase("2030-13-01")]
    [TestCase("42")]
    public void What_is_no_time_is_refused(string text) => Assert.That(WhenParser.TryParse(text, out _), Is.False);
}
