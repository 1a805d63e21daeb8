using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>A certificate together with its private key, as one PEM text: written together, so never half of each.</summary>
public static class KeyPair
{
    public static string ToPem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()
            ?? throw new ArgumentException("no ECDSA private key", nameof(certificate));
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }

    /// <exception cref="CryptographicException">No key, no certificate, or they do not belong together.</exception>
    public static X509Certificate2 FromPem(string text)
    {
        try
        {
            return X509Certificate2.CreateFromPem(text, text);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("the private key does not belong to the certificate", e);
        }
    }

    public static PublicKey PublicKeyOf(ECDsa key) => PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
}
