using Salt.Shared.Logging;

namespace Salt.Tests.Unit.Validation;

internal sealed class LineFoldTests
{
    [Test]
    public void A_flood_becomes_a_few_lines_and_a_count()
    {
        var clock = new SteppedClock();
        var told = new List<(string Kind, long Count)>();
        using var fold = new LineFold(clock, (kind, count) => told.Add((kind, count)));

        var passed = Enumerable.Range(0, 1000).Count(_ => fold.Passes("web1"));
        var other = fold.Passes("web2");
        clock.Step(TimeSpan.FromSeconds(10));
        var after = fold.Passes("web1");

        Assert.That((passed, other, after), Is.EqualTo((LineFold.PassedMax, true, true)));
        Assert.That(told, Is.EqualTo(new[] { ("web1", 995L) }));
    }

    [Test]
    public void Kinds_are_bounded_too()
    {
        var clock = new SteppedClock();
        var told = new List<(string Kind, long Count)>();
        using var fold = new LineFold(clock, (kind, count) => told.Add((kind, count)));

        var passed = Enumerable.Range(0, 5000).Count(i => fold.Passes($"kind {i}"));
        clock.Step(TimeSpan.FromSeconds(10));

        Assert.That(passed, Is.LessThan(1010));
        Assert.That(told.Single().Count, Is.EqualTo(5000 - passed));
    }
}
