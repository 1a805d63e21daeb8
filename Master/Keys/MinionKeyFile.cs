using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>
/// The text of a key's file: the public key as PEM, and before it one line <c>name: value</c> each for the address
/// and the machine id (text before a PEM block is a comment to every other program).
/// </summary>
internal static class MinionKeyFile
{
    private const string Address = "address: ";
    private const string MachineId = "machine_id: ";

    public static string Format(MinionKey key) => $"{Address}{key.Address}\n{MachineId}{key.MachineId}\n{key.Pem}";

    public static bool TryParse(string text, MinionId id, KeyState state, [NotNullWhen(true)] out MinionKey? key)
    {
        key = null;
        if (!PemEncoding.TryFind(text, out var block) || text[block.Label] != "PUBLIC KEY") return false;
        try
        {
            var spki = Convert.FromBase64String(text[block.Base64Data]);
            var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(spki, out var read);
            if (read != spki.Length || !SigningRequest.IsP256(publicKey)) return false;
            key = MinionKey.Of(id, state, publicKey, Value(text, Address), Value(text, MachineId));
            return true;
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static string Value(string text, string name) =>
        text.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "";
}
