using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>
/// A PKCS#10 request. It proves possession of a key and says nothing else: whatever subject or extension it carries
/// is ignored.
/// </summary>
public static class SigningRequest
{
    /// <summary>Far above what a P-256 request takes; more is refused unread.</summary>
    public const int MaxBytes = 4096;

    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <returns>DER, signed by the key itself.</returns>
    public static byte[] Create(ECDsa key) =>
        new CertificateRequest("CN=salt", key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <summary>The key that made the request.</summary>
    /// <exception cref="FormatException">Not a request, not signed by its own key, or not a P-256 key.</exception>
    public static PublicKey Check(ReadOnlySpan<byte> der)
    {
        if (der.Length > MaxBytes) throw new FormatException($"the signing request is longer than {MaxBytes} bytes");
        PublicKey key;
        try
        {
            // The default options verify the request's own signature and drop its extensions.
            key = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, out var read).PublicKey;
            if (read != der.Length) throw new FormatException("the signing request has bytes behind its end");
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or ArgumentException)
        {
            // Of algorithms that it does not know the platform says so by other exceptions.
            throw new FormatException("the signing request is malformed or not signed by its own key", e);
        }

        return IsP256(key) ? key : throw new FormatException("the signing request's key is not an ECDSA P-256 key");
    }

    /// <summary>Whether a key is of the one kind that we use.</summary>
    public static bool IsP256(PublicKey key)
    {
        if (key.Oid.Value != EcPublicKey) return false;
        try
        {
            using var ecdsa = key.GetECDsaPublicKey();
            return ecdsa?.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid: var curve }
                && (curve.Value == P256 || curve.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or ArgumentException)
        {
            // A curve that the platform does not know, or a point that is not on it.
            return false;
        }
    }
}
