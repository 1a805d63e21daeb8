using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Grpc.Net.Client;

namespace Salt.Shared.Rpc;

/// <summary>Makes the client's side of every gRPC connection: the one place that knows the library's options.</summary>
public static class GrpcChannels
{
    /// <summary>A server that has not answered a ping for so long is gone. Together with <see cref="PingTimeout"/> it bounds
    /// how long a call waits on a dead connection, and keeps the state of a NAT on the way alive.</summary>
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A channel over TLS. It connects at the first call.</summary>
    /// <param name="address"><c>host:port</c>.</param>
    /// <param name="tls">With a chain policy of its own, or the system's certificate store is read.</param>
    public static GrpcChannel OverTls(string address, SslClientAuthenticationOptions tls, GrpcChannelLimits? limits = null)
    {
        var wanted = limits ?? new GrpcChannelLimits();
        var handler = Handler(ConnectTcpAsync, wanted);
        handler.SslOptions = tls;
        return Open($"https://{address}", handler, wanted);
    }

    /// <summary>A channel over a unix socket.</summary>
    /// <param name="path">Of the socket.</param>
    public static GrpcChannel OverSocket(string path, GrpcChannelLimits? limits = null) =>
        OverSocket(token => ConnectUnixAsync(path, token), limits);

    /// <summary>A channel over sockets that the caller connects.</summary>
    /// <param name="connect">Owned by the channel from then on.</param>
    public static GrpcChannel OverSocket(Func<CancellationToken, ValueTask<Socket>> connect, GrpcChannelLimits? limits = null)
    {
        var wanted = limits ?? new GrpcChannelLimits();
        return Open("http://master", Handler((_, token) => connect(token), wanted), wanted);
    }

    /// <summary>Connects to a unix socket.</summary>
    /// <exception cref="SocketException">It cannot be connected to.</exception>
    public static async ValueTask<Socket> ConnectUnixAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Socket> ConnectTcpAsync(DnsEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>No proxy, cookies, redirects and tracing headers: none is of use here, and each costs a start some time. The connect
    /// callback also keeps the library from running a load balancer of its own, with timers and sockets that it watches.</summary>
    private static SocketsHttpHandler Handler(
        Func<DnsEndPoint, CancellationToken, ValueTask<Socket>> connect, GrpcChannelLimits limits) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = PingDelay,
        KeepAlivePingTimeout = PingTimeout,
        ConnectTimeout = limits.ConnectTimeout,
        ConnectCallback = async (context, token) => new NetworkStream(await connect(context.DnsEndPoint, token), ownsSocket: true),
    };

    private static GrpcChannel Open(string address, SocketsHttpHandler handler, GrpcChannelLimits limits) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            DisableResolverServiceConfig = true,
            // Without calls that are tried again there is nothing to keep a copy of a message for.
            MaxRetryAttempts = null,
            MaxRetryBufferSize = 0,
            MaxRetryBufferPerCallSize = 0,
            CompressionProviders = [],
            MaxReceiveMessageSize = limits.MaxReceiveMessageSize,
            MaxSendMessageSize = limits.MaxSendMessageSize,
        });
}
