using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Salt.Shared.Certificates;

/// <summary>
/// What a minion needs to join without an operator accepting its key: the master's CA fingerprint, so that the
/// secret goes to no other master, and the secret. Written <c>FINGERPRINT.SECRET</c>, both in hexadecimal.
/// </summary>
public sealed record JoinToken(Fingerprint Authority, string Secret)
{
    private const int SecretBytes = 20;

    public static JoinToken Create(Fingerprint authority) =>
        new(authority, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)));

    public static bool TryParse(string? text, [NotNullWhen(true)] out JoinToken? token)
    {
        token = null;
        if (text?.Trim().Split('.') is not [var authority, { Length: 2 * SecretBytes } secret]) return false;
        if (!Fingerprint.TryParse(authority, out var fingerprint) || !secret.All(char.IsAsciiHexDigitLower)) return false;
        token = new JoinToken(fingerprint, secret);
        return true;
    }

    /// <summary>What the master keeps in place of the secret.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(Secret)));

    public override string ToString() => $"{Authority.ToHex()}.{Secret}";
}
