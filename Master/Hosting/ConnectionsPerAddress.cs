using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Salt.Master.Hosting;

/// <summary>Bounds how many connections one address may have. Behind one address there may be a whole site, so the bound is wide:
/// what it keeps is file descriptors for everybody else.</summary>
internal sealed class ConnectionsPerAddress
{
    /// <summary>A site of ten thousand minions, twice while it reconnects.</summary>
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<IPAddress, int> _open = new();
    private readonly ILogger<ConnectionsPerAddress> _log;
    private readonly int _limit;

    public ConnectionsPerAddress(ILogger<ConnectionsPerAddress> log)
        : this(log, (int)Math.Min(Most, OpenFiles.Limit() / 2))
    {
    }

    internal ConnectionsPerAddress(ILogger<ConnectionsPerAddress> log, int limit) => (_log, _limit) = (log, limit);

    /// <summary>To be called before the endpoint's TLS: a connection too many is not worth a handshake.</summary>
    public void Configure(ListenOptions listen) => listen.Use(next => connection => CountAsync(next, connection));

    private async Task CountAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            await next(connection);
            return;
        }

        var open = _open.AddOrUpdate(address, 1, static (_, count) => count + 1);
        try
        {
            if (open <= _limit)
            {
                await next(connection);
                return;
            }

            if (open == _limit + 1) _log.TooManyConnections(address, _limit);
            connection.Abort();
        }
        finally
        {
            Leave(address);
        }
    }

    private void Leave(IPAddress address)
    {
        var open = _open.AddOrUpdate(address, 0, static (_, count) => count - 1);
        if (open == 0) _open.TryRemove(KeyValuePair.Create(address, 0));
    }
}
