namespace Salt.Master.Authority;

/// <summary>What callers without an accepted certificate may take of the master, whoever they are.</summary>
public static class StrangerLimits
{
    /// <summary>Bytes of a call's message: a request for a certificate has about 600.</summary>
    public const int Message = 8 << 10;

    /// <summary>The message has to be there so long after the call began.</summary>
    public static readonly TimeSpan MessageWithin = TimeSpan.FromSeconds(10);

    /// <summary>A call is over after this, answered or not; a minion that waits is held for 20 s.</summary>
    public static readonly TimeSpan CallWithin = TimeSpan.FromSeconds(60);

    /// <summary>A connection that carries no call is closed after this, at the latest after twice as long.</summary>
    public static readonly TimeSpan IdleWithin = TimeSpan.FromSeconds(15);

    /// <summary>Calls at once on one connection.</summary>
    public const int OfConnection = 4;

    /// <summary>Connections, and calls, at once from one address (of IPv6, from one network of 64 bits).</summary>
    public const int OfAddress = 512;

    /// <summary>Connections, and calls, at once from all of them.</summary>
    public const int OfAll = 4096;

    /// <summary>Calls a second from one address, once <see cref="Burst"/> is used up.</summary>
    public const int PerSecond = 50;

    public const int Burst = 1000;
}
