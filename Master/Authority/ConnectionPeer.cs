using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Authority;

/// <summary>What a connection proved when it was made; a feature of the connection. Whether that still counts is
/// asked on every call.</summary>
/// <param name="NotAfter">The end of the certificate that proved it.</param>
public sealed record ConnectionPeer(Peer Claimed, DateTimeOffset NotAfter)
{
    public static ConnectionPeer Of(CertificateRole role, X509Certificate2 certificate) =>
        new(
            role.Kind switch
            {
                RoleKind.Minion => new Peer.Minion(MinionId.Parse(role.Name), Fingerprint.Of(certificate)),
                RoleKind.Operator => new Peer.Operator(role.Name) { Serial = certificate.SerialNumber },
                _ => new Peer.Anonymous("the master's own certificate is not a client's"),
            },
            certificate.NotAfter.ToUniversalTime());

    public static ConnectionPeer Anonymous(string reason) => new(new Peer.Anonymous(reason), DateTimeOffset.MaxValue);
}
