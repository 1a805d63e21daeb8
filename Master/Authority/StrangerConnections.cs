using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Salt.Master.Authority;

/// <summary>Bounds the connections that proved nobody: how many there are, and how long one stays that carries no call.</summary>
internal sealed class StrangerConnections(StrangerBudget budget, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();

    /// <summary>To be added behind TLS, which finds out who the peer is.</summary>
    public void Configure(ListenOptions listen) => listen.Use(next => connection => ServeAsync(connection, next));

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<ConnectionPeer>()?.Claimed is not (null or Peer.Anonymous))
        {
            await next(connection);
            return;
        }

        var address = AddressGroup.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (budget.TryConnect(address, clock.GetElapsedTime(_began)) is not { } place)
        {
            connection.Abort(new ConnectionAbortedException("too many connections without a certificate"));
            return;
        }

        var stranger = new StrangerConnection();
        connection.Features.Set(stranger);
        try
        {
            await using var watch = clock.CreateTimer(_ => Look(connection, stranger), null, StrangerLimits.IdleWithin, StrangerLimits.IdleWithin);
            await next(connection);
        }
        finally
        {
            budget.Disconnect(place);
        }
    }

    private static void Look(ConnectionContext connection, StrangerConnection stranger)
    {
        if (stranger.HasRested()) connection.Abort(new ConnectionAbortedException("a connection without a certificate carried no call"));
    }
}
