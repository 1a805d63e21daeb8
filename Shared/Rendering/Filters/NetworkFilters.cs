using System.Net;
using System.Net.Sockets;
using System.Numerics;
using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Filters;

/// <summary>Salt's filters of addresses and networks.</summary>
internal static class NetworkFilters
{
    /// <summary>Networks of more addresses are not listed.</summary>
    private const int MostHosts = 65_536;

    public static IEnumerable<Filter> All { get; } =
    [
        new("is_ip", ["options?"], (_, value, _) => TryNetwork(value, out _, out _)),
        new("is_ipv4", ["options?"], (_, value, _) => TryNetwork(value, out var address, out _) && Is4(address)),
        new("is_ipv6", ["options?"], (_, value, _) => TryNetwork(value, out var address, out _) && !Is4(address)),
        new("ipaddr", ["options?"], (_, value, _) => Keep(value, _ => true)),
        new("ipv4", ["options?"], (_, value, _) => Keep(value, Is4)),
        new("ipv6", ["options?"], (_, value, _) => Keep(value, address => !Is4(address))),
        new("ip_host", ["options?"], (_, value, _) => Keep(value, _ => true)),
        new("ipwrap", [], (_, value, _) => value is List<object?> or PyTuple ? PythonSequences.Iterate(value).Select(Wrapped).ToList() : Wrapped(value)),
        new("mac_str_to_bytes", [], (_, value, _) => MacBytes(PythonString.Str(value))),
        new("dns_check", ["port?", "safe?", "ipv6?", "attempt_connect?"], (_, value, a) => Resolved(PythonString.Str(value), a[2])),
        new("network_hosts", ["options?"], (_, value, _) => Hosts(value)),
        new("network_size", ["options?"], (_, value, _) => TryNetwork(value, out var address, out var prefix) ? PythonNumbers.Box(Size(address, prefix)) : null),
    ];

    public static bool TryNetwork(object? value, out IPAddress address, out int? prefix)
    {
        address = IPAddress.None;
        prefix = null;
        if (value is not string text) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(host, out var parsed) || (parsed.AddressFamily == AddressFamily.InterNetwork && host.Count(c => c == '.') != 3)) return false;
        address = parsed;
        if (slash < 0) return true;
        if (!int.TryParse(text.AsSpan(slash + 1), out var bits) || bits < 0 || bits > (Is4(parsed) ? 32 : 128)) return false;
        prefix = bits;
        return true;
    }

    private static object? Wrapped(object? value) => TryNetwork(value, out var address, out var prefix) && prefix is null && !Is4(address) ? $"[{value}]" : value;

    // Bytes are characters of that number here.
    private static string MacBytes(string mac)
    {
        var digits = mac.Length == 17 ? mac.Replace(mac[2].ToString(), "", StringComparison.Ordinal) : mac;
        return digits.Length == 12 && digits.All(char.IsAsciiHexDigit) ? System.Text.Encoding.Latin1.GetString(Convert.FromHexString(digits)) : throw TemplateException.Value("Invalid MAC address");
    }

    /// <param name="isV6">True: an address of version 6; false: of version 4; anything else: either.</param>
    private static string Resolved(string name, object? isV6)
    {
        try
        {
            using var pause = WorkBudget.Pause();
            var found = Dns.GetHostAddresses(name).FirstOrDefault(address => isV6 is not bool wanted || wanted != Is4(address));
            if (found is not null) return found.ToString();
        }
        catch (SocketException)
        {
            // Said below, as where there is no address of the version.
        }

        throw TemplateException.Runtime($"DNS lookup or connection check of '{name}' failed");
    }

    private static bool Is4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    private static object? Keep(object? value, Func<IPAddress, bool> wanted) => value is List<object?> or PyTuple
        ? PythonSequences.Iterate(value).Where(item => TryNetwork(item, out var address, out _) && wanted(address)).ToList()
        : TryNetwork(value, out var only, out _) && wanted(only) ? value : null;

    private static BigInteger Size(IPAddress address, int? prefix) => BigInteger.Pow(2, (Is4(address) ? 32 : 128) - (prefix ?? (Is4(address) ? 32 : 128)));

    private static List<object?>? Hosts(object? value)
    {
        if (!TryNetwork(value, out var address, out var prefix)) return null;
        var size = Size(address, prefix);
        if (size > MostHosts) throw TemplateException.Overflow($"{value} has more than {MostHosts} hosts");
        var bytes = address.GetAddressBytes();
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var first = number - (number % size);
        // The addresses of the network itself and of all its hosts are nobody's.
        var (from, to) = size > 2 && Is4(address) ? (first + 1, first + size - 2) : (first, first + size - 1);
        List<object?> hosts = [];
        for (var host = from; host <= to; host++) hosts.Add(new IPAddress(Pad(host, bytes.Length)).ToString());
        return hosts;
    }

    private static byte[] Pad(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
