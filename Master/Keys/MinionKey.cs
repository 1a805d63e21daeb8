using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>One public key that claims an id, and where it stands.</summary>
/// <param name="Pem">The SubjectPublicKeyInfo as PEM, with a newline at its end.</param>
/// <param name="Address">Where the key last asked from; empty if not known.</param>
/// <param name="MachineId">As the minion says; empty if not known.</param>
public sealed record MinionKey(
    MinionId Id, KeyState State, Fingerprint Fingerprint, string Pem, string Address, string MachineId)
{
    public static MinionKey Of(MinionId id, KeyState state, PublicKey key, string address, string machineId)
    {
        var spki = key.ExportSubjectPublicKeyInfo();
        return new MinionKey(
            id, state, Fingerprint.Of(spki), PemEncoding.WriteString("PUBLIC KEY", spki) + "\n", address, machineId);
    }
}
