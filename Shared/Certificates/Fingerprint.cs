using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>
/// Names a public key: the SHA-256 of its SubjectPublicKeyInfo in DER, written as 32 lower-case hexadecimal pairs
/// with colons. Both sides of the wire compute and show the same text.
/// </summary>
public readonly record struct Fingerprint
{
    private readonly string? _text;

    private Fingerprint(ReadOnlySpan<byte> sha256)
    {
        var hex = Convert.ToHexStringLower(sha256);
        _text = string.Join(':', Enumerable.Range(0, sha256.Length).Select(i => hex.Substring(2 * i, 2)));
    }

    /// <param name="subjectPublicKeyInfo">The key in DER, as <c>ExportSubjectPublicKeyInfo</c> gives it.</param>
    public static Fingerprint Of(ReadOnlySpan<byte> subjectPublicKeyInfo) => new(SHA256.HashData(subjectPublicKeyInfo));

    public static Fingerprint Of(PublicKey key) => Of(key.ExportSubjectPublicKeyInfo());

    public static Fingerprint Of(X509Certificate2 certificate) => Of(certificate.PublicKey);

    /// <summary>The same digits without colons, fit for a file name or a token.</summary>
    public string ToHex() => ToString().Replace(":", "", StringComparison.Ordinal);

    /// <summary>Reads 64 hexadecimal digits of either case; colons may stand between pairs.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Fingerprint fingerprint)
    {
        fingerprint = default;
        if (text is null) return false;
        var hex = text.Trim();
        if (hex.Length == 3 * SHA256.HashSizeInBytes - 1)
        {
            for (var i = 2; i < hex.Length; i += 3)
            {
                if (hex[i] != ':') return false;
            }

            hex = hex.Replace(":", "", StringComparison.Ordinal);
        }

        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        if (hex.Length != 2 * sha256.Length || !hex.All(char.IsAsciiHexDigit)) return false;
        Convert.FromHexString(hex, sha256, out _, out _);
        fingerprint = new Fingerprint(sha256);
        return true;
    }

    public override string ToString() => _text ?? "";
}
