using Salt.Master.Sessions;

namespace Salt.Tests.Unit.Master.Sessions;

public class CreditRuleTests
{
    [TestCase(0, 256u)]
    [TestCase(1, 256u)]
    [TestCase(32, 256u)]
    [TestCase(64, 128u)]
    [TestCase(1000, 8u)]
    [TestCase(100_000, 4u)]
    public void The_larger_the_crowd_the_fewer_returns_from_each(int sessions, uint credit) =>
        Assert.That(CreditRule.For(sessions), Is.EqualTo(credit));
}
