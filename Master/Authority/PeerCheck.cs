using Salt.Master.Keys;

namespace Salt.Master.Authority;

/// <summary>Who a connection's peer is at this moment: certificates expire and keys are revoked while connections live.</summary>
public sealed class PeerCheck(KeyRing ring, OperatorCertificates operators, TimeProvider clock)
{
    /// <summary>Is cancelled when what proves an operator is revoked, which ends the calls that are under way.</summary>
    public CancellationToken RevocationOf(Peer.Operator caller) => operators.RevocationOf(caller.Serial);

    /// <summary>Why its certificate does not count any more; null: it does.</summary>
    public string? FaultOf(Peer.Operator caller) => operators.Fault(caller.User, caller.Serial);

    /// <param name="connection">What was proved when it was made; null: nothing.</param>
    public Peer Present(ConnectionPeer? connection)
    {
        if (connection is null) return new Peer.Anonymous("the connection proves nobody");
        if (clock.GetUtcNow() > connection.NotAfter) return new Peer.Anonymous("the certificate has expired");
        return connection.Claimed switch
        {
            Peer.Minion minion when !ring.IsAccepted(minion.Id, minion.Key) => new Peer.Anonymous($"this key of minion {minion.Id} is not accepted"),
            Peer.Operator { Serial.Length: > 0 } caller when operators.Fault(caller.User, caller.Serial) is { } fault => new Peer.Anonymous(fault),
            var claimed => claimed,
        };
    }
}
