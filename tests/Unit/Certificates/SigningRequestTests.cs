using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FsCheck;
using FsCheck.Fluent;
using Salt.Shared.Certificates;

namespace Salt.Tests.Unit.Certificates;

public class SigningRequestTests
{
    [Test]
    public void A_request_shows_the_key_that_made_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.That(Fingerprint.Of(SigningRequest.Check(SigningRequest.Create(key))), Is.EqualTo(Fingerprint.Of(KeyPair.PublicKeyOf(key))));
    }

    [Test]
    public void One_that_somebody_else_signed_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = SigningRequest.Create(key);
        der[^1] ^= 1;
        AssertRefused(der, "malformed or not signed by its own key");
    }

    [Test]
    public void One_with_something_behind_it_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AssertRefused([.. SigningRequest.Create(key), 0], "bytes behind its end");
    }

    [Test]
    public void Another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        AssertRefused(
            new CertificateRequest("CN=x", key, HashAlgorithmName.SHA384).CreateSigningRequest(), "not an ECDSA P-256 key");
    }

    [Test]
    public void An_RSA_key_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        AssertRefused(request.CreateSigningRequest(), "not an ECDSA P-256 key");
    }

    /// <summary>The platform has an exception of its own for what it has never heard of.</summary>
    [TestCase("2a8648ce3d040302", "2a8648ce3d040402", Description = "how it is signed")]
    [TestCase("2a8648ce3d0201", "2a8648ce3d0207", Description = "what kind the key is of")]
    [TestCase("2a8648ce3d030107", "2a8648ce3d030177", Description = "its curve")]
    public void An_algorithm_that_nobody_knows_is_refused(string known, string unknown)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = Convert.ToHexStringLower(SigningRequest.Create(key));
        Assert.That(der, Does.Contain(known));
        Assert.That(() => SigningRequest.Check(Convert.FromHexString(der.Replace(known, unknown))), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void A_long_one_is_refused_unread() => AssertRefused(new byte[SigningRequest.MaxBytes + 1], "longer than 4096 bytes");

    [FsCheck.NUnit.Property]
    public Property No_bytes_make_the_check_fail_in_another_way() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            SigningRequest.Check(bytes);
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    });

    private static void AssertRefused(byte[] der, string reason) =>
        Assert.That(() => SigningRequest.Check(der), Throws.TypeOf<FormatException>().With.Message.Contains(reason));
}
