using System.Net;
using Salt.Master.Authority;

namespace Salt.Tests.Unit.Authority;

/// <summary>The address of a peer, as the log and the records show it.</summary>
internal sealed class PeerAddressTests
{
    [TestCase("::ffff:192.0.2.7", "192.0.2.7")]
    [TestCase("192.0.2.7", "192.0.2.7")]
    [TestCase("2001:db8::1", "2001:db8::1")]
    public void An_address_is_shown_in_its_own_family(string address, string shown) =>
        Assert.That(PeerAddress.Text(IPAddress.Parse(address)), Is.EqualTo(shown));

    [Test]
    public void No_address_is_shown_as_none() => Assert.That(PeerAddress.Text(null), Is.EqualTo("255.255.255.255"));
}
