using System.Net;
using System.Net.Sockets;

namespace Salt.Master.Authority;

/// <summary>What one party on the network has, as a rule: an IPv4 address, or a network of 64 bits of IPv6.</summary>
public static class AddressGroup
{
    private const int NetworkBytes = 8;

    public static IPAddress Of(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
