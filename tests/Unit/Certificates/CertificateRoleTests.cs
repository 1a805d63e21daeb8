using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;

namespace Salt.Tests.Unit.Certificates;

public class CertificateRoleTests
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private static readonly Uri Web1 = new("salt:minion:web1");

    private static IEnumerable<CertificateRole> Roles =>
        [CertificateRole.Master, Issued.Web1, CertificateRole.Operator("alice@example.org")];

    [TestCaseSource(nameof(Roles))]
    public void What_is_issued_is_read_again(CertificateRole role)
    {
        using var authority = CertificateAuthority.Create(Issued.Now);
        using var certificate = authority.Issue(Issued.NewKey(), role, Issued.Now);
        Assert.That(CertificateRole.TryRead(certificate, out var read), Is.True);
        Assert.That(read, Is.EqualTo(role));
    }

    [TestCase("salt:master", ClientAuth)]
    [TestCase("salt:minion:web1", ServerAuth)]
    [TestCase("salt:operator:alice", ServerAuth)]
    [TestCase("salt:minion:../web1", ClientAuth)]
    [TestCase("salt:minion:", ClientAuth)]
    [TestCase("salt:minion:-web1", ClientAuth)]
    [TestCase("salt:operator:", ClientAuth)]
    [TestCase("salt:operator:a/b", ClientAuth)]
    [TestCase("salt:root", ClientAuth)]
    [TestCase("urn:minion:web1", ClientAuth)]
    public void A_name_that_its_usage_does_not_fit_is_no_role(string uri, string usage) =>
        AssertNoRole(Issued.Usage(usage), Issued.Names(n => n.AddUri(new Uri(uri))));

    [Test]
    public void A_second_name_takes_the_role_away() => AssertNoRole(
        Issued.Usage(ClientAuth),
        Issued.Names(n =>
        {
            n.AddUri(Web1);
            n.AddUri(new Uri("salt:operator:alice"));
        }));

    [Test]
    public void A_host_name_is_no_role() => AssertNoRole(Issued.Usage(ServerAuth), Issued.Names(n => n.AddDnsName("salt")));

    [Test]
    public void A_second_usage_takes_the_role_away() =>
        AssertNoRole(Issued.Usage(ClientAuth, ServerAuth), Issued.Names(n => n.AddUri(Web1)));

    [Test]
    public void A_name_without_usage_is_no_role() => AssertNoRole(Issued.Names(n => n.AddUri(Web1)));

    [Test]
    public void A_usage_without_name_is_no_role() => AssertNoRole(Issued.Usage(ClientAuth));

    [Test]
    public void A_damaged_name_is_no_role() =>
        AssertNoRole(Issued.Usage(ClientAuth), new X509Extension("2.5.29.17", [0x30, 0x7f, 0x01], critical: false));

    [TestCase("")]
    [TestCase("a b")]
    [TestCase(".alice")]
    [TestCase("alice:bob")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123x")]
    public void An_operator_has_a_plain_name(string name) =>
        Assert.That(() => CertificateRole.Operator(name), Throws.TypeOf<FormatException>());

    private static void AssertNoRole(params X509Extension[] extensions)
    {
        using var authority = CertificateAuthority.Create(Issued.Now);
        using var certificate = Issued.Raw(authority, extensions);
        Assert.That(CertificateRole.TryRead(certificate, out var role), Is.False, $"read as {role}");
    }
}
