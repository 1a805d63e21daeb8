using System.Net.Sockets;
using Grpc.Core.Client;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Our own client's ways to a server.</summary>
internal static class EchoChannel
{
    public const int MessageLimit = 8 * 1024 * 1024;

    public static GrpcChannel OverTls(
        Uri server, TestAuthority authority, bool withCertificate = true, int limit = MessageLimit)
    {
        var handler = GrpcHttpHandler.Create();
        handler.SslOptions = authority.ClientOptions(withCertificate);
        return GrpcChannel.ForAddress(server, Options(handler, limit));
    }

    public static GrpcChannel OverUnixSocket(string socket, int limit = MessageLimit)
    {
        var handler = GrpcHttpHandler.Create();
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        };
        return GrpcChannel.ForAddress("http://localhost", Options(handler, limit));
    }

    private static GrpcChannelOptions Options(SocketsHttpHandler handler, int limit) => new()
    {
        HttpHandler = handler,
        MaxReceiveMessageSize = limit,
        MaxSendMessageSize = limit,
    };
}
