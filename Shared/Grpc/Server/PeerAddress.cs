using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core.Server;

/// <summary>The address of a client in gRPC's notation.</summary>
internal static class PeerAddress
{
    public static string Of(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        // Only sockets without an IP address have none.
        null => "unix:",
        { IsIPv4MappedToIPv6: true } mapped => $"ipv4:{mapped.MapToIPv4()}:{connection.RemotePort}",
        { AddressFamily: AddressFamily.InterNetwork } v4 => $"ipv4:{v4}:{connection.RemotePort}",
        var v6 => $"ipv6:[{v6}]:{connection.RemotePort}",
    };
}
