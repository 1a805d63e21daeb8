using Salt.Shared.Jobs;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Jobs;

public class TimeTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 30, 0, TimeSpan.Zero);

    [TestCase("2026-11-25T10:00:00Z", "2026-11-25 10:00:00.000000")]
    [TestCase("2026-11-25T10:00", "2026-11-25 10:00:00.000000")]
    [TestCase("2026-11-25T10:00+02:00", "2026-11-25 08:00:00.000000")]
    [TestCase("2026-11-25T10:00:30.123456Z", "2026-11-25 10:00:30.123456")]
    [TestCase("2026-11-25 10:00:30", "2026-11-25 10:00:30.000000")]
    [TestCase("2026-11-25", "2026-11-25 00:00:00.000000")]
    [TestCase("2026/11/5", "2026-11-05 00:00:00.000000")]
    [TestCase("2026, Nov 25 10:00", "2026-11-25 10:00:00.000000")]
    [TestCase("2026, Nov 25, 10:00", "2026-11-25 10:00:00.000000")]
    [TestCase("2026, Nov 05 02:21:31.422067", "2026-11-05 02:21:31.422067", Description = "as StartTime is printed")]
    [TestCase("2015, Mar 16", "2015-03-16 00:00:00.000000")]
    [TestCase("Nov 25 2026", "2026-11-25 00:00:00.000000")]
    [TestCase("25 nov 2026 9:05", "2026-11-25 09:05:00.000000")]
    [TestCase("10:00", "2026-11-25 10:00:00.000000")]
    [TestCase("9:05:30", "2026-11-25 09:05:30.000000")]
    [TestCase("23:59", "2026-11-25 23:59:00.000000", Description = "today, though it is not that late yet")]
    [TestCase("-2h", "2026-11-25 10:30:00.000000")]
    [TestCase("2h", "2026-11-25 10:30:00.000000")]
    [TestCase("90m ago", "2026-11-25 11:00:00.000000")]
    [TestCase("1d12h", "2026-11-24 00:30:00.000000")]
    [TestCase("1.5h", "2026-11-25 11:00:00.000000")]
    [TestCase("now", "2026-11-25 12:30:00.000000")]
    [TestCase(" 2026-11-25 ", "2026-11-25 00:00:00.000000")]
    [TestCase("20261125100000000001", "2026-11-25 10:00:00.000001", Description = "a jid")]
    public void A_time_is_read_as_people_write_it(string text, string utc) =>
        Assert.That(TimeText.Parse(text, Now).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff"), Is.EqualTo(utc));

    [TestCase("")]
    [TestCase("yesterday")]
    [TestCase("2")]
    [TestCase("2026")]
    [TestCase("2026-13-01")]
    [TestCase("25:00")]
    [TestCase("2h30")]
    [TestCase("--2h")]
    [TestCase("99999999d")]
    [TestCase("99999999999999999d99999999999999999d")]
    [TestCase("2026111410000000000")]
    public void What_is_no_time_is_refused_with_what_it_can_be(string text) => Assert.That(
        () => TimeText.Parse(text, Now), Throws.TypeOf<SaltException>().With.Message.Contains("write a time such as"));
}
