using System.Net;
using System.Text.Json;
using Salt.Shared.Errors;

namespace Salt.Shared.Targeting;

/// <summary>A <c>-S</c> target: one of the minion's addresses, or the subnet one of them lies in.</summary>
internal sealed class AddressExpression
{
    private readonly IPNetwork _network;

    /// <exception cref="SaltException">BadRequest: neither an address nor a subnet.</exception>
    public AddressExpression(string expression)
    {
        if (IPAddress.TryParse(expression, out var address)) _network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        else if (TryParse(expression, out var network)) _network = network;
        else throw new SaltException(Failure.BadRequest, $"target '{expression}' is neither an address nor a subnet, such as 10.0.0.5 or 10.0.0.0/8");
    }

    public bool Matches(JsonElement grains) => Any(grains, "ipv4") || Any(grains, "ipv6");

    // A subnet may be named by any address in it.
    private static bool TryParse(string expression, out IPNetwork network)
    {
        network = default;
        var slash = expression.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(expression[..slash], out var address) || !int.TryParse(expression[(slash + 1)..], out var prefix)) return false;
        var bytes = address.GetAddressBytes();
        if (prefix < 0 || prefix > bytes.Length * 8) return false;
        for (var bit = prefix; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(bytes), prefix);
        return true;
    }

    private bool Any(JsonElement grains, string name)
    {
        if (grains.ValueKind != JsonValueKind.Object || !grains.TryGetProperty(name, out var addresses) || addresses.ValueKind != JsonValueKind.Array) return false;
        foreach (var text in addresses.EnumerateArray())
        {
            if (text.ValueKind == JsonValueKind.String && IPAddress.TryParse(text.GetString(), out var address)
                && address.AddressFamily == _network.BaseAddress.AddressFamily && _network.Contains(address)) return true;
        }

        return false;
    }
}
