using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>Grains of the machine's name, and of the addresses that go with it.</summary>
internal static class HostGrains
{
    /// <summary>How long a name server may keep the minion waiting for its own name.</summary>
    private static readonly TimeSpan ResolveLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>The hosts file is asked first, a name server only for what is not in it.</summary>
    public static async Task<JsonObject> CollectAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var name = Dns.GetHostName();
        var hosts = new HostsFile(MachineFile.Read("/etc/hosts"));
        var full = name.Contains('.') ? name : hosts.FullNameOf(name);
        var addresses = hosts.AddressesOf(full ?? name);
        if (addresses.Count == 0)
        {
            var resolved = await ResolveAsync(full ?? name, clock, cancellation);
            addresses = resolved?.AddressList ?? [];
            if (full is null && resolved?.HostName.Contains('.') == true) full = resolved.HostName;
        }

        return Of(name, full ?? name, addresses);
    }

    /// <summary>Pure.</summary>
    public static JsonObject Of(string name, string fqdn, IReadOnlyList<IPAddress> addresses)
    {
        var dot = fqdn.IndexOf('.', StringComparison.Ordinal);
        return new JsonObject
        {
            ["localhost"] = name,
            ["nodename"] = name,
            ["fqdn"] = fqdn,
            ["host"] = dot < 0 ? fqdn : fqdn[..dot],
            ["domain"] = dot < 0 ? "" : fqdn[(dot + 1)..],
            ["fqdn_ip4"] = Texts(addresses, AddressFamily.InterNetwork),
            ["fqdn_ip6"] = Texts(addresses, AddressFamily.InterNetworkV6),
        };
    }

    private static JsonArray Texts(IEnumerable<IPAddress> addresses, AddressFamily family) => new(
        [.. addresses.Where(address => address.AddressFamily == family).Distinct().Select(address => (JsonNode)address.ToString())]);

    private static async ValueTask<IPHostEntry?> ResolveAsync(string name, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostEntryAsync(name, cancellation).WaitAsync(ResolveLimit, clock, cancellation);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            // A machine without a name server still has a name: the one it calls itself.
            return null;
        }
    }
}
