using System.Globalization;
using Salt.Shared.Configuration;

namespace Salt.Minion.Hosting;

/// <summary>Where a master listens.</summary>
/// <param name="Host">A name or an address, IPv6 without brackets.</param>
public sealed record MasterAddress(string Host, int Port)
{
    public const int DefaultPort = 4506;

    private const string Rule = "HOST, HOST:PORT or [IPV6]:PORT";

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary><c>master</c>, one or a list, each with the port of <c>master_port</c> unless it names its own.</summary>
    internal static IReadOnlyList<MasterAddress> Read(OptionReader reader, IReadOnlyList<MasterAddress> fallback)
    {
        var port = reader.WholeNumber("master_port", DefaultPort, 1, 65535);
        var texts = reader.Texts("master", []);
        if (texts.Count == 0) return [.. fallback.Select(address => address with { Port = port })];
        var addresses = new List<MasterAddress>();
        foreach (var text in texts)
        {
            if (TryParse(text, port, out var address)) addresses.Add(address);
            else reader.Reject("master", $"'{text}' is not {Rule}");
        }

        return addresses;
    }

    private static bool TryParse(string text, int defaultPort, out MasterAddress address)
    {
        var (host, port) = Split(text);
        address = new MasterAddress(host.Trim('[', ']'), defaultPort);
        if (Uri.CheckHostName(address.Host) is UriHostNameType.Unknown) return false;
        if (port is null) return true;
        var valid = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536;
        address = address with { Port = number };
        return valid;
    }

    /// <summary>A bare IPv6 address has colons too, but then more than one and no brackets.</summary>
    private static (string Host, string? Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        var bracket = text.LastIndexOf(']');
        var bareIPv6 = bracket < 0 && text.IndexOf(':', StringComparison.Ordinal) != colon;
        return colon < 0 || colon < bracket || bareIPv6 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}
