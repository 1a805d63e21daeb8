using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Salt.Minion.Grains;

/// <summary>One network interface.</summary>
/// <param name="HardwareAddress">Twelve hex digits in pairs with colons; empty: it has none.</param>
internal sealed record NetworkInterfaceAddresses(string Name, string HardwareAddress, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Those of this machine, in the kernel's order.</summary>
    public static IReadOnlyList<NetworkInterfaceAddresses> Read() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces().Select(face => new NetworkInterfaceAddresses(
            face.Name,
            string.Join(':', face.GetPhysicalAddress().GetAddressBytes().Select(octet => octet.ToString("x2"))),
            [.. face.GetIPProperties().UnicastAddresses.Select(unicast => WithoutScope(unicast.Address))])),
    ];

    // fe80::1%2 is how this process would connect to it, not what the address is.
    private static IPAddress WithoutScope(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address;
}
