using System.Net;
using Salt.Minion.Grains;

namespace Salt.Tests.Unit.Grains;

internal sealed class NetworkGrainsTests
{
    private const string Hosts = """
        127.0.0.1   localhost
        127.0.1.1   web1.example.com web1   # this one
        ::1         localhost ip6-localhost
        10.0.0.5    db1 db1.example.com
        2001:db8::5 db1.example.com
        not-an-address db9
        """;

    [Test]
    public void Addresses_are_sorted_as_numbers_and_kept_per_interface()
    {
        var grains = NetworkGrains.Of(
            [
                Face("lo", "00:00:00:00:00:00", "127.0.0.1", "::1"),
                Face("eth0", "02:fc:00:00:00:01", "192.0.2.2", "fe80::1", "10.0.0.9"),
                Face("tun0", "", "10.0.0.10"),
            ],
            gateway4: "192.0.2.1",
            gateway6: null);
        Assert.That(grains.ToJsonString(), Is.EqualTo(
            """{"ipv4":["10.0.0.9","10.0.0.10","127.0.0.1","192.0.2.2"],"ipv6":["::1","fe80::1"],"""
            + """ "ip_interfaces":{"lo":["127.0.0.1","::1"],"eth0":["192.0.2.2","10.0.0.9","fe80::1"],"tun0":["10.0.0.10"]},"""[1..]
            + """ "ip4_interfaces":{"lo":["127.0.0.1"],"eth0":["192.0.2.2","10.0.0.9"],"tun0":["10.0.0.10"]},"""[1..]
            + """ "ip6_interfaces":{"lo":["::1"],"eth0":["fe80::1"],"tun0":[]},"""[1..]
            + """ "hwaddr_interfaces":{"lo":"00:00:00:00:00:00","eth0":"02:fc:00:00:00:01"},"""[1..]
            + """ "ip_gw":true,"ip4_gw":"192.0.2.1","ip6_gw":false}"""[1..]));
    }

    [TestCase("web1", "web1.example.com")]
    [TestCase("WEB1", "web1.example.com")]
    [TestCase("db1", "db1.example.com")]
    [TestCase("localhost", null)]
    [TestCase("nosuch", null)]
    public void The_full_name_is_in_the_hosts_file(string name, string? expected) =>
        Assert.That(new HostsFile(Hosts).FullNameOf(name), Is.EqualTo(expected));

    [TestCase("db1.example.com", new[] { "10.0.0.5", "2001:db8::5" })]
    [TestCase("nosuch", new string[0])]
    public void Addresses_are_in_the_hosts_file(string name, string[] expected) =>
        Assert.That(new HostsFile(Hosts).AddressesOf(name).Select(address => address.ToString()), Is.EqualTo(expected));

    [TestCase("web1", "web1.example.com",
        """{"localhost":"web1","nodename":"web1","fqdn":"web1.example.com","host":"web1","domain":"example.com","fqdn_ip4":["10.0.0.5"],"fqdn_ip6":["2001:db8::5"]}""")]
    [TestCase("web1", "web1",
        """{"localhost":"web1","nodename":"web1","fqdn":"web1","host":"web1","domain":"","fqdn_ip4":["10.0.0.5"],"fqdn_ip6":["2001:db8::5"]}""")]
    public void A_full_name_is_host_and_domain(string name, string fqdn, string expected)
    {
        var addresses = new[] { "10.0.0.5", "2001:db8::5", "10.0.0.5" }.Select(IPAddress.Parse).ToList();
        Assert.That(HostGrains.Of(name, fqdn, addresses).ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public void Name_servers_and_search_domains() => Assert.That(
        ResolvConf.Parse("# made by hand\nnameserver 10.0.0.53\nnameserver 2001:db8::53\nsearch example.com corp\noptions edns0 trust-ad\nnameserver\n").ToJsonString(),
        Is.EqualTo(
            """{"nameservers":["10.0.0.53","2001:db8::53"],"ip4_nameservers":["10.0.0.53"],"ip6_nameservers":["2001:db8::53"],"""
            + """ "sortlist":[],"domain":"","search":["example.com","corp"],"options":["edns0","trust-ad"]}"""[1..]));

    private static NetworkInterfaceAddresses Face(string name, string hardware, params string[] addresses) =>
        new(name, hardware, [.. addresses.Select(IPAddress.Parse)]);
}
