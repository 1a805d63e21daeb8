using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grpc.Core.Server;

/// <summary>Sets Kestrel up for calls that last.</summary>
public static class KestrelGrpc
{
    /// <summary>
    /// HTTP/2 only, no limits on the size or the rate of a body, many streams a connection, and a ping that finds dead
    /// clients: after <paramref name="pingDelay"/> (30 s by default) without traffic, answered within 20 s.
    /// </summary>
    public static void ConfigureForGrpc(this KestrelServerOptions kestrel, TimeSpan? pingDelay = null)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.Http2.MaxStreamsPerConnection = 10_000;
        limits.Http2.KeepAlivePingDelay = pingDelay ?? TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}
