using Grpc.Net.Client;
using Salt.Shared.Rpc;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Our own client's ways to a server.</summary>
internal static class EchoChannel
{
    public const int MessageLimit = 8 * 1024 * 1024;

    public static GrpcChannel OverTls(
        Uri server, TestAuthority authority, bool withCertificate = true, int limit = MessageLimit) =>
        GrpcChannels.OverTls(server.Authority, authority.ClientOptions(withCertificate), Limits(limit));

    public static GrpcChannel OverUnixSocket(string socket, int limit = MessageLimit) => GrpcChannels.OverSocket(socket, Limits(limit));

    private static GrpcChannelLimits Limits(int limit) => new() { MaxReceiveMessageSize = limit, MaxSendMessageSize = limit };
}
