using System.Globalization;
using System.Net;

namespace Salt.Minion.Grains;

/// <summary>Default routes, as the kernel lists them in /proc/net.</summary>
internal static class Gateways
{
    private const int Up = 0x1;
    private const int Gateway = 0x2;

    /// <param name="route">Text of /proc/net/route.</param>
    /// <returns>The gateway with the lowest metric; null: there is no default route; empty: it has no gateway.</returns>
    public static string? V4(string route) => Best(
        from line in route.Split('\n').Skip(1)
        let fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 7 && fields[1] == "00000000" && fields[7] == "00000000"
        select (Hex(fields[3]), int.Parse(fields[6], CultureInfo.InvariantCulture), Address4(fields[2])));

    /// <param name="route">Text of /proc/net/ipv6_route.</param>
    /// <inheritdoc cref="V4"/>
    public static string? V6(string route) => Best(
        from line in route.Split('\n')
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 9 && fields[1] == "00" && fields[9] != "lo" && fields[0].Trim('0').Length == 0
        select (Hex(fields[8]), unchecked((int)Hex(fields[5])), new IPAddress(Convert.FromHexString(fields[4])).ToString()));

    private static string? Best(IEnumerable<(uint Flags, int Metric, string Address)> routes) => routes
        .Where(route => (route.Flags & Up) != 0)
        .OrderBy(route => route.Metric)
        .Select(route => (route.Flags & Gateway) != 0 ? route.Address : "")
        .FirstOrDefault();

    // Little-endian, whatever the machine: the kernel prints the word in memory of a network-order address.
    private static string Address4(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        if (BitConverter.IsLittleEndian) Array.Reverse(bytes);
        return new IPAddress(bytes).ToString();
    }

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
