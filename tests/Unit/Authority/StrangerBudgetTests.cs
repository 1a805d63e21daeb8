using System.Net;
using Salt.Master.Authority;

namespace Salt.Tests.Unit.Authority;

internal sealed class StrangerBudgetTests
{
    private static readonly IPAddress Crowd = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Honest = IPAddress.Parse("192.0.2.2");

    [Test]
    public void One_address_has_its_share_of_calls_and_leaves_the_others_theirs()
    {
        var budget = new StrangerBudget();
        for (var i = 0; i < StrangerLimits.OfAddress; i++) Assert.That(budget.TryCall(Crowd, TimeSpan.Zero, out _), Is.EqualTo(Crowd));

        Assert.That(budget.TryCall(Crowd, TimeSpan.Zero, out var why), Is.Null);
        Assert.That(why, Is.EqualTo("too many callers without a certificate at once"));
        Assert.That(budget.TryCall(Honest, TimeSpan.Zero, out _), Is.EqualTo(Honest));

        budget.End(Crowd);
        Assert.That(budget.TryCall(Crowd, TimeSpan.Zero, out _), Is.EqualTo(Crowd));
    }

    [Test]
    public void Calls_have_a_rate_once_the_burst_is_used_up()
    {
        var budget = new StrangerBudget();
        Assert.That(Calls(budget, 5000, TimeSpan.Zero), Is.EqualTo(StrangerLimits.Burst));
        Assert.That(Calls(budget, 5000, TimeSpan.FromSeconds(2)), Is.EqualTo(2 * StrangerLimits.PerSecond));
        Assert.That(budget.TryCall(Crowd, TimeSpan.FromSeconds(2), out var why), Is.Null);
        Assert.That(why, Does.Contain("50 calls a second"));
        Assert.That(budget.TryCall(Honest, TimeSpan.FromSeconds(2), out _), Is.Not.Null);
    }

    [Test]
    public void Connections_have_a_share_too()
    {
        var budget = new StrangerBudget();
        for (var i = 0; i < StrangerLimits.OfAddress; i++) budget.TryConnect(Crowd, TimeSpan.Zero);
        Assert.That(budget.TryConnect(Crowd, TimeSpan.Zero), Is.Null);
        Assert.That(budget.TryConnect(Honest, TimeSpan.Zero), Is.EqualTo(Honest));
    }

    [Test]
    public void A_million_addresses_are_not_remembered()
    {
        var budget = new StrangerBudget();
        for (var i = 0; i < 100_000; i++)
        {
            var address = new IPAddress(i + 1L);
            if (budget.TryCall(address, TimeSpan.FromMilliseconds(i), out _) is { } place) budget.End(place);
        }

        Assert.That(budget.Addresses, Is.LessThanOrEqualTo(10_001));
    }

    [TestCase("192.0.2.1", "192.0.2.1")]
    [TestCase("::ffff:192.0.2.1", "192.0.2.1")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [TestCase("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    public void A_party_is_an_address_or_a_network(string address, string party) =>
        Assert.That(AddressGroup.Of(IPAddress.Parse(address)), Is.EqualTo(IPAddress.Parse(party)));

    private static int Calls(StrangerBudget budget, int count, TimeSpan now)
    {
        var taken = 0;
        for (var i = 0; i < count; i++)
        {
            if (budget.TryCall(Crowd, now, out _) is not { } place) continue;
            taken++;
            budget.End(place);
        }

        return taken;
    }
}
