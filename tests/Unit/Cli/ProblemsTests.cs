using Salt.Cli.Run;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

public class ProblemsTests
{
    [Test]
    public void Minions_are_named_by_kind_of_trouble_in_order()
    {
        var lines = Problems.Of(Targets("b:timed_out a:timed_out c:succeeded d:failed e:undelivered f:refused g:killed h:lost i:running j:queued"), withAbsent: true);
        Assert.That(lines, Is.EqualTo(new[]
        {
            "Failed: d", "Timed out: a, b", "Killed: g", "Lost: h", "Refused: f", "Not started: e", "Away: i", "Queued: j",
        }));
    }

    [Test]
    public void Who_did_not_return_may_have_been_named_before() =>
        Assert.That(Problems.Of(Targets("a:failed b:undelivered c:running"), withAbsent: false), Is.EqualTo(new[] { "Failed: a" }));

    [TestCase("")]
    [TestCase("a:failed", Description = "of one minion all has been said")]
    [TestCase("a:succeeded b:succeeded")]
    public void There_may_be_nothing_to_gather(string targets) => Assert.That(Problems.Of(Targets(targets), withAbsent: true), Is.Empty);

    [Test]
    public void Three_hundred_names_do_not_fill_the_screen()
    {
        var line = Problems.Of([.. Enumerable.Range(0, 300).Select(number => new TargetView { Minion = $"web{number:D3}", State = "failed" })], withAbsent: false).Single();
        Assert.That(line, Does.StartWith("Failed: web000, web001, ").And.EndsWith(", web019 and 280 more"));
    }

    private static List<TargetView> Targets(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':')).Select(item => new TargetView { Minion = item[0], State = item[1] }),
    ];
}
