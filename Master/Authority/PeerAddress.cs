using System.Net;
using Grpc.Core;

namespace Salt.Master.Authority;

/// <summary>The network address that a call comes from, as it is recorded and shown.</summary>
internal static class PeerAddress
{
    public static string Of(ServerCallContext context) => Text(context.GetHttpContext().Connection.RemoteIpAddress);

    /// <returns>An IPv4 address as one, also where the socket that took it is of IPv6.</returns>
    public static string Text(IPAddress? address)
    {
        var known = address ?? IPAddress.None;
        return (known.IsIPv4MappedToIPv6 ? known.MapToIPv4() : known).ToString();
    }
}
