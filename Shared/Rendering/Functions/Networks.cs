using System.Net;
using Salt.Jinja;
using Salt.Shared.Rendering.Filters;

namespace Salt.Shared.Rendering.Functions;

/// <summary>Networks and the addresses in them.</summary>
internal static class Networks
{
    public static bool Contains(IPAddress network, int prefix, IPAddress address) => Masked(network, prefix).Equals(Masked(address, prefix));

    /// <param name="netmask">Like 255.255.255.0; null: the address says <c>/24</c> itself.</param>
    /// <exception cref="TemplateException">It is no address.</exception>
    public static string Of(string address, string? netmask)
    {
        if (!NetworkFilters.TryNetwork(address, out var parsed, out var prefix)) throw TemplateException.Value($"'{address}' is no address");
        var length = netmask is null ? prefix ?? (parsed.GetAddressBytes().Length * 8)
            : IPAddress.TryParse(netmask, out var mask) ? mask.GetAddressBytes().Sum(unit => System.Numerics.BitOperations.PopCount(unit))
            : int.TryParse(netmask, out var bits) ? bits
            : throw TemplateException.Value($"'{netmask}' is no netmask");
        return $"{Masked(parsed, length)}/{length}";
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff00 >> bits);
        }

        return new IPAddress(bytes);
    }
}
