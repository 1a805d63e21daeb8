namespace Grpc.Core.Client;

/// <summary>Makes the HTTP handler of a channel.</summary>
public static class GrpcHttpHandler
{
    /// <summary>
    /// A handler without proxy, cookies, redirects and tracing headers, whose connections live until closed and ping the
    /// server while calls are open. The caller may set <see cref="SocketsHttpHandler.SslOptions"/> (with a chain policy of
    /// its own, or the system's certificate store is read) and <see cref="SocketsHttpHandler.ConnectCallback"/>.
    /// </summary>
    public static SocketsHttpHandler Create() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
    };
}
