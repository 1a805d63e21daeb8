using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>Grains of interfaces, addresses and routes.</summary>
internal static class NetworkGrains
{
    public static JsonObject Collect()
    {
        var grains = Of(
            NetworkInterfaceAddresses.Read(),
            Gateways.V4(MachineFile.Read("/proc/net/route")),
            Gateways.V6(MachineFile.Read("/proc/net/ipv6_route")));
        grains["dns"] = ResolvConf.Parse(MachineFile.ReadFirst("/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"));
        return grains;
    }

    /// <summary>Pure. Gateways as <see cref="Gateways"/> finds them.</summary>
    public static JsonObject Of(IReadOnlyList<NetworkInterfaceAddresses> faces, string? gateway4, string? gateway6)
    {
        var all = faces.SelectMany(face => face.Addresses).ToList();
        return new JsonObject
        {
            ["ipv4"] = Sorted(all.Where(IsV4)),
            ["ipv6"] = Sorted(all.Where(address => !IsV4(address))),
            ["ip_interfaces"] = ByInterface(faces, face => Texts(face.Addresses.OrderBy(address => !IsV4(address)))),
            ["ip4_interfaces"] = ByInterface(faces, face => Texts(face.Addresses.Where(IsV4))),
            ["ip6_interfaces"] = ByInterface(faces, face => Texts(face.Addresses.Where(address => !IsV4(address)))),
            ["hwaddr_interfaces"] = ByInterface(faces.Where(face => face.HardwareAddress.Length > 0), face => face.HardwareAddress),
            ["ip_gw"] = gateway4 is not null || gateway6 is not null,
            ["ip4_gw"] = Gateway(gateway4),
            ["ip6_gw"] = Gateway(gateway6),
        };
    }

    private static bool IsV4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    private static JsonObject ByInterface(IEnumerable<NetworkInterfaceAddresses> faces, Func<NetworkInterfaceAddresses, JsonNode> value)
    {
        var byName = new JsonObject();
        foreach (var face in faces) byName[face.Name] = value(face);
        return byName;
    }

    private static JsonArray Sorted(IEnumerable<IPAddress> addresses) =>
        Texts(addresses.Distinct().OrderBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal));

    private static JsonArray Texts(IEnumerable<IPAddress> addresses) =>
        new([.. addresses.Select(address => (JsonNode)address.ToString())]);

    // As in Salt: its address, True for a route that has none, False for no route.
    private static JsonNode Gateway(string? gateway) => gateway switch
    {
        null => false,
        "" => true,
        _ => gateway,
    };
}
