using System.Net;
using Salt.Minion.Hosting;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Hosting;

public class MinionOptionsTests
{
    [Test]
    public void The_id_is_configured_or_in_its_file_or_the_hosts_name()
    {
        using var config = new ConfigFolder();
        Assert.That(MinionOptions.Load(config.Root, null).Id.ToString(), Is.EqualTo(Dns.GetHostName()));
        config.With("minion_id", "fromfile\n");
        Assert.That(MinionOptions.Load(config.Root, null).Id.ToString(), Is.EqualTo("fromfile"));
        config.With("minion", "id: fromconfig");
        Assert.That(MinionOptions.Load(config.Root, null).Id.ToString(), Is.EqualTo("fromconfig"));
    }

    [TestCase("", "salt:4506")]
    [TestCase("master_port: 1", "salt:1")]
    [TestCase("master: m1", "m1:4506")]
    [TestCase("master: m1:7\nmaster_port: 8", "m1:7")]
    [TestCase("master: [m1, '10.0.0.1:9']\nmaster_port: 8", "m1:8 10.0.0.1:9")]
    [TestCase("master: '::1'", "[::1]:4506")]
    [TestCase("master: '[::1]:7'", "[::1]:7")]
    public void Masters_are_one_or_several_with_a_port_of_their_own_or_the_common_one(string text, string masters)
    {
        using var config = new ConfigFolder().With("minion_id", "m").With("minion", text);
        Assert.That(string.Join(' ', MinionOptions.Load(config.Root, null).Masters), Is.EqualTo(masters));
    }

    [TestCase("id: -x", ":1: id: '-x' is not a minion id")]
    [TestCase("id: ../x", ":1: id: '../x' is not a minion id")]
    [TestCase("master: a b", ":1: master: 'a b' is not HOST, HOST:PORT or [IPV6]:PORT")]
    [TestCase("master: a:99999", ":1: master: 'a:99999' is not HOST, HOST:PORT or [IPV6]:PORT")]
    [TestCase("master: {a: b}", ":1: master: expected a text or a list of texts")]
    [TestCase("master_finger: zz", ":1: master_finger: 'zz' is not a SHA-256 fingerprint, 64 hex digits")]
    [TestCase("process_count_max: 0", ":1: process_count_max: '0' is not a whole number from 1 to 10000")]
    [TestCase("grains: 5", ":1: grains: expected a map, 'key: value'")]
    public void A_fault_stops_the_start_with_file_and_line(string text, string fault)
    {
        using var config = new ConfigFolder().With("minion_id", "m").With("minion", text);
        var refusal = Assert.Throws<SaltException>(() => MinionOptions.Load(config.Root, null))!;
        Assert.That(refusal.Message, Does.StartWith(Path.Combine(config.Folder, "minion") + fault));
    }

    [Test]
    public void A_bad_name_in_the_id_file_is_named_with_the_file()
    {
        using var config = new ConfigFolder().With("minion_id", "no good");
        var refusal = Assert.Throws<SaltException>(() => MinionOptions.Load(config.Root, null))!;
        Assert.That(refusal.Message, Does.Contain("'no good' is not a minion id").And.Contain(Path.Combine(config.Folder, "minion_id")));
    }

    [Test]
    public void A_fingerprint_is_known_in_either_form()
    {
        using var config = new ConfigFolder().With("minion", "id: m\nmaster_finger: " + string.Concat(Enumerable.Repeat("AB", 32)));
        Assert.That(MinionOptions.Load(config.Root, null).MasterFinger, Is.EqualTo(string.Join(':', Enumerable.Repeat("ab", 32))));
    }

    [Test]
    public void Options_show_no_secret()
    {
        using var config = new ConfigFolder().With("minion", "id: m\njoin_token: hunter2");
        var options = MinionOptions.Load(config.Root, null);
        Assert.That(options.JoinToken, Is.EqualTo("hunter2"));
        Assert.That(options.ToString(), Does.Not.Contain("hunter2"));
    }
}
