using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Salt.Shared.Errors;

namespace Salt.Master.Authority;

/// <summary>
/// The operators' unix socket. Its mode (0660, group <c>salt</c>) keeps others away; what decides is the kernel's word
/// on who connected: uid 0, the master's own uid, or the group <c>salt</c>.
/// </summary>
public sealed class OperatorSocket
{
    private const string OperatorGroup = "salt";
    private readonly uint? _group = Accounts.GroupId(OperatorGroup);
    private readonly uint _ownUid = Accounts.OwnUid();

    /// <summary>Makes a Kestrel endpoint on a unix socket speak HTTP/2 in clear and know its peers.</summary>
    public void Configure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(next => connection =>
        {
            connection.Features.Set(new ConnectionPeer(PeerOf(connection), DateTimeOffset.MaxValue));
            return next(connection);
        });
    }

    /// <summary>To be called when the socket has been made: gives it its mode and group.</summary>
    public void Protect(string path)
    {
        File.SetUnixFileMode(
            path,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        if (_group is { } group) Accounts.ChangeGroup(path, group);
    }

    internal static bool Allows(PeerCredentials peer, uint ownUid, uint? operators) =>
        peer.Uid == 0 || peer.Uid == ownUid || (operators is { } group && peer.Groups.Contains(group));

    private Peer PeerOf(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>() is not { } feature) return new Peer.Anonymous("not a socket");
        try
        {
            var peer = PeerCredentials.Of(feature.Socket);
            return Allows(peer, _ownUid, _group)
                ? new Peer.Operator(OperatorName.Of(peer)) { Via = $"the operators' socket, uid {peer.Uid}, pid {peer.Pid}" }
                : new Peer.Anonymous($"{Accounts.UserName(peer.Uid)} is neither root nor the master's user nor in the group {OperatorGroup}");
        }
        catch (SocketException e)
        {
            return new Peer.Anonymous($"the peer's credentials cannot be read: {SystemErrors.Sentence(e)}");
        }
    }
}
