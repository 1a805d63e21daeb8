using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Hosting;

/// <summary>The server's side of gRPC: the one place that knows the library's options and Kestrel's limits.</summary>
internal static class GrpcServer
{
    /// <summary>A minion has one stream and a call or two beside it; an operator's program follows some jobs, a stream each. A
    /// client that wants more opens another connection, which is counted by its address.</summary>
    private const int StreamsPerConnection = 256;

    /// <summary>Bytes of a call's headers: a path, a deadline, a user agent. Nothing of ours is in headers.</summary>
    private const int HeadersSize = 16 << 10;

    /// <summary>Bytes of one header, name and value.</summary>
    private const int HeaderSize = 8 << 10;

    /// <summary>Headers of a call; gRPC has about ten.</summary>
    private const int Headers = 64;

    /// <summary>Headers that come in drops hold a stream's state; a client that means well sends them in one packet.</summary>
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A client that is gone without a word is found after this and <see cref="PingTimeout"/>; more often would wake ten
    /// thousand idle minions for nothing.</summary>
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    /// <param name="messageSize">Bytes of the longest request; a longer one ends its call. Responses are bounded where they are made.</param>
    /// <param name="around">Stand around every call, the first one outermost.</param>
    public static IServiceCollection AddGrpcServer(
        this IServiceCollection services, int? messageSize, Action<InterceptorCollection>? around = null)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = messageSize;
            grpc.MaxSendMessageSize = null;
            grpc.EnableDetailedErrors = false;
            around?.Invoke(grpc.Interceptors);
            grpc.Interceptors.Add<HeadersFirst>();
        });
        // A small message that is long once unpacked passes the limit; and the library adds gzip unless it is taken away last.
        services.PostConfigure<GrpcServiceOptions>(grpc => grpc.CompressionProviders.Clear());
        return services.AddSingleton<HeadersFirst>();
    }

    /// <summary>HTTP/2 only, with limits for calls that last for days.</summary>
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
        var limits = kestrel.Limits;
        // A stream may be idle for days and carry any number of bytes; each message has its own limit.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestHeadersTotalSize = HeadersSize;
        limits.MaxRequestHeaderCount = Headers;
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = HeaderSize;
        limits.Http2.KeepAlivePingDelay = PingDelay;
        limits.Http2.KeepAlivePingTimeout = PingTimeout;
    }
}
