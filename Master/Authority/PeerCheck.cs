using Salt.Master.Keys;

namespace Salt.Master.Authority;

/// <summary>Who a connection's peer is at this moment: certificates expire and keys are revoked while connections live.</summary>
public sealed class PeerCheck(KeyRing ring, TimeProvider clock)
{
    /// <param name="connection">What was proved when it was made; null: nothing.</param>
    public Peer Present(ConnectionPeer? connection)
    {
        if (connection is null) return new Peer.Anonymous("the connection proves nobody");
        if (clock.GetUtcNow() > connection.NotAfter) return new Peer.Anonymous("the certificate has expired");
        return connection.Claimed is Peer.Minion minion && !ring.IsAccepted(minion.Id, minion.Key)
            ? new Peer.Anonymous($"this key of minion {minion.Id} is not accepted")
            : connection.Claimed;
    }
}
