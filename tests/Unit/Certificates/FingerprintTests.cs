using System.Security.Cryptography;
using Salt.Shared.Certificates;

namespace Salt.Tests.Unit.Certificates;

public class FingerprintTests
{
    private const string OfAbc =
        "ba:78:16:bf:8f:01:cf:ea:41:41:40:de:5d:ae:22:23:b0:03:61:a3:96:17:7a:9c:b4:10:ff:61:f2:00:15:ad";

    private static Fingerprint Abc => Fingerprint.Of("abc"u8);

    [Test]
    public void It_is_the_SHA_256_in_lower_case_pairs_with_colons() => Assert.That(Abc.ToString(), Is.EqualTo(OfAbc));

    [Test]
    public void A_key_and_its_certificate_have_one_fingerprint()
    {
        using var authority = CertificateAuthority.Create(Issued.Now);
        var key = Issued.NewKey();
        using var certificate = authority.Issue(key, Issued.Web1, Issued.Now);
        var expected = Fingerprint.Of(key.ExportSubjectPublicKeyInfo());
        Assert.That((Fingerprint.Of(key), Fingerprint.Of(certificate)), Is.EqualTo((expected, expected)));
    }

    [Test]
    public void The_key_alone_counts_not_the_certificate_around_it()
    {
        using var authority = CertificateAuthority.Create(Issued.Now);
        var key = Issued.NewKey();
        using var first = authority.Issue(key, Issued.Web1, Issued.Now);
        using var renewed = authority.Issue(key, Issued.Web1, Issued.Now.AddDays(200));
        Assert.That(Fingerprint.Of(renewed), Is.EqualTo(Fingerprint.Of(first)));
    }

    [TestCase(OfAbc)]
    [TestCase("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [TestCase("  ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n")]
    public void It_is_read_with_colons_or_without(string text)
    {
        Assert.That(Fingerprint.TryParse(text, out var read), Is.True);
        Assert.That(read, Is.EqualTo(Abc));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("ba:78")]
    [TestCase("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [TestCase("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ag")]
    [TestCase("ba-78-16-bf-8f-01-cf-ea-41-41-40-de-5d-ae-22-23-b0-03-61-a3-96-17-7a-9c-b4-10-ff-61-f2-00-15-ad")]
    [TestCase("b:a78:16:bf:8f:01:cf:ea:41:41:40:de:5d:ae:22:23:b0:03:61:a3:96:17:7a:9c:b4:10:ff:61:f2:00:15:ad")]
    [TestCase("ba:78:16:bf:8f:01:cf:ea:41:41:40:de:5d:ae:22:23:b0:03:61:a3:96:17:7a:9c:b4:10:ff:61:f2:00:15:ad:")]
    public void What_is_not_64_digits_is_refused(string? text) => Assert.That(Fingerprint.TryParse(text, out _), Is.False);

    [Test]
    public void Its_digits_name_a_file() =>
        Assert.That(Abc.ToHex(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData("abc"u8))));
}
