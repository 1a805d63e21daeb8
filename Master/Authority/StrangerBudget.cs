using System.Net;

namespace Salt.Master.Authority;

/// <summary>Counts what callers without an accepted certificate have under way, by address, and how fast they come. Pure but
/// for its lock; times are elapsed times of one clock.</summary>
public sealed class StrangerBudget
{
    /// <summary>Addresses that are told apart; whoever comes beyond shares one place.</summary>
    private const int AddressesMax = 10_000;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1.0 / StrangerLimits.PerSecond);
    private static readonly IPAddress Others = IPAddress.None;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Use> _uses = [];
    private int _connections;
    private int _calls;

    /// <summary>Addresses that are remembered now.</summary>
    internal int Addresses
    {
        get
        {
            lock (_gate) return _uses.Count;
        }
    }

    /// <returns>What the connection has to give back; null: it is one too many.</returns>
    public IPAddress? TryConnect(IPAddress address, TimeSpan now)
    {
        lock (_gate)
        {
            address = PlaceOf(address, now);
            var use = UseOf(address);
            if (_connections >= StrangerLimits.OfAll || use.Connections >= StrangerLimits.OfAddress) return null;
            _connections++;
            use.Connections++;
            return address;
        }
    }

    public void Disconnect(IPAddress place)
    {
        lock (_gate)
        {
            _connections--;
            UseOf(place).Connections--;
        }
    }

    /// <returns>What the call has to give back; null: it is one too many, and <paramref name="why"/> says of what.</returns>
    public IPAddress? TryCall(IPAddress address, TimeSpan now, out string why)
    {
        lock (_gate)
        {
            why = "";
            address = PlaceOf(address, now);
            var use = UseOf(address);
            if (_calls >= StrangerLimits.OfAll || use.Calls >= StrangerLimits.OfAddress)
            {
                why = "too many callers without a certificate at once";
                return null;
            }

            // The bucket is full at Full; each call taken moves that moment on.
            var full = use.Full > now ? use.Full : now;
            if (full - now > Each * (StrangerLimits.Burst - 1))
            {
                why = $"more than {StrangerLimits.PerSecond} calls a second without a certificate from this address";
                return null;
            }

            use.Full = full + Each;
            _calls++;
            use.Calls++;
            return address;
        }
    }

    public void End(IPAddress place)
    {
        lock (_gate)
        {
            _calls--;
            UseOf(place).Calls--;
        }
    }

    private IPAddress PlaceOf(IPAddress address, TimeSpan now)
    {
        if (_uses.ContainsKey(address) || _uses.Count < AddressesMax) return address;
        foreach (var (idle, _) in _uses.Where(use => use.Value.IsIdle(now)).ToList()) _uses.Remove(idle);
        return _uses.Count < AddressesMax ? address : Others;
    }

    private Use UseOf(IPAddress place) => _uses.TryGetValue(place, out var use) ? use : _uses[place] = new Use();

    private sealed class Use
    {
        public int Connections { get; set; }

        public int Calls { get; set; }

        public TimeSpan Full { get; set; }

        public bool IsIdle(TimeSpan now) => Connections == 0 && Calls == 0 && Full <= now;
    }
}
