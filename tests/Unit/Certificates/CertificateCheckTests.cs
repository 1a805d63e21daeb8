using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;

namespace Salt.Tests.Unit.Certificates;

public class CertificateCheckTests
{
    private readonly CertificateAuthority _ours = CertificateAuthority.Create(Issued.Now);
    private readonly CertificateAuthority _theirs = CertificateAuthority.Create(Issued.Now);

    private CertificateCheck Check => new(_ours.Certificate);

    [OneTimeTearDown]
    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Test]
    public void A_certificate_of_our_own_is_accepted_with_its_role()
    {
        using var certificate = _ours.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(Check.Judge(certificate, Issued.Now), Is.EqualTo(CertificateVerdict.Accept(Issued.Web1)));
    }

    [Test]
    public void One_of_another_master_is_refused_with_both_fingerprints()
    {
        using var certificate = _theirs.Issue(Issued.NewKey(), CertificateRole.Master, Issued.Now);
        Assert.That(
            Check.Judge(certificate, Issued.Now).Fault,
            Does.Contain(_theirs.Fingerprint.ToString()).And.Contain(_ours.Fingerprint.ToString()));
    }

    [Test]
    public void One_that_only_claims_our_issuer_is_refused()
    {
        using var forger = Forger(_ours.Certificate.SubjectName, _ours.Certificate.Extensions);
        using var forged = forger.Issue(Issued.NewKey(), CertificateRole.Master, Issued.Now);
        Assert.That(
            Check.Judge(forged, Issued.Now).Fault,
            Is.EqualTo($"the certificate was not issued by this master's CA, fingerprint {_ours.Fingerprint}"));
    }

    [Test]
    public void One_that_a_minion_issued_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = _ours.Issue(KeyPair.PublicKeyOf(key), Issued.Web1, Issued.Now);
        using var minion = new CertificateAuthority(issued.CopyWithPrivateKey(key));
        var request = new CertificateRequest(new X500DistinguishedName("CN=salt"), Issued.NewKey(), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Issued.Usage("1.3.6.1.5.5.7.3.2"));
        request.CertificateExtensions.Add(Issued.Names(n => n.AddUri(new Uri("salt:operator:root"))));
        using var posing = request.Create(
            minion.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), Issued.Now.AddDays(-1), Issued.Now.AddDays(1), [7]);
        Assert.That(Check.Judge(posing, Issued.Now).Role, Is.Null);
    }

    [Test]
    public void The_authority_itself_is_nobody() =>
        Assert.That(Check.Judge(_ours.Certificate, Issued.Now).Role, Is.Null);

    [Test]
    public void An_expired_one_is_refused_with_both_times()
    {
        using var certificate = _ours.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(
            Check.Judge(certificate, Issued.Now.AddDays(400)).Fault,
            Is.EqualTo("the certificate of salt:minion:web1 was valid until 2027-11-21 12:00:00 UTC, but the clock here says 2027-12-26 12:00:00 UTC"));
    }

    [Test]
    public void A_clock_before_the_authority_began_is_named()
    {
        using var certificate = _ours.Issue(Issued.NewKey(), Issued.Web1, Issued.Now);
        Assert.That(
            Check.Judge(certificate, new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero)).Fault,
            Is.EqualTo("the certificate of the master's CA is not valid before 2026-11-20 12:00:00 UTC, but the clock here says 1970-01-01 00:00:00 UTC"));
    }

    [Test]
    public void One_without_a_role_is_refused()
    {
        using var certificate = Issued.Raw(_ours);
        Assert.That(Check.Judge(certificate, Issued.Now).Fault, Is.EqualTo("the certificate carries no role"));
    }

    private static CertificateAuthority Forger(X500DistinguishedName name, X509ExtensionCollection extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        return new CertificateAuthority(request.CreateSelfSigned(Issued.Now.AddDays(-1), Issued.Now.AddDays(3650)));
    }
}
