using Salt.Shared.Certificates;

namespace Salt.Tests.Unit.Certificates;

public class CertificateLifetimeTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase(0, false)]
    [TestCase(200, false)]
    [TestCase(199.99, false)]
    [TestCase(200.01, true)]
    [TestCase(299, true)]
    [TestCase(301, true)]
    public void A_certificate_of_300_days_is_due_after_200(double day, bool due) =>
        Assert.That(
            Begin.AddDays(day) > CertificateLifetime.RenewAt(Begin, Begin.AddDays(300)), Is.EqualTo(due));

    [Test]
    public void A_leaf_is_backdated_a_day_and_lives_a_year()
    {
        using var authority = CertificateAuthority.Create(Issued.Now.AddDays(-100));
        using var certificate = authority.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(
            (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime()),
            Is.EqualTo((Issued.Now.AddDays(-1).UtcDateTime, Issued.Now.AddDays(365).UtcDateTime)));
    }

    [Test]
    public void A_leaf_does_not_outlive_its_authority()
    {
        using var authority = CertificateAuthority.Create(Issued.Now - CertificateLifetime.Authority + TimeSpan.FromDays(10));
        using var certificate = authority.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(certificate.NotAfter.ToUniversalTime(), Is.EqualTo(Issued.Now.AddDays(10).UtcDateTime));
    }

    [Test]
    public void A_leaf_begins_no_earlier_than_its_authority()
    {
        using var authority = CertificateAuthority.Create(Issued.Now.AddHours(12));
        using var certificate = authority.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(certificate.NotBefore, Is.EqualTo(authority.Certificate.NotBefore));
    }

    [TestCase(-2, "web1 is not valid before 2026-11-20 12:00:00 UTC, but the clock here says 2026-11-19 12:00:00 UTC")]
    [TestCase(0, null)]
    [TestCase(364, null)]
    [TestCase(366, "web1 was valid until 2027-11-21 12:00:00 UTC, but the clock here says 2027-11-22 12:00:00 UTC")]
    public void A_clock_outside_a_certificates_life_is_named_with_both_times(int day, string? fault)
    {
        using var authority = CertificateAuthority.Create(Issued.Now.AddDays(-100));
        using var certificate = authority.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(CertificateLifetime.Fault(certificate, "web1", Issued.Now.AddDays(day)), Is.EqualTo(fault));
    }
}
