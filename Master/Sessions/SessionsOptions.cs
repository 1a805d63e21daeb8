using Salt.Master.Hosting;

namespace Salt.Master.Sessions;

/// <summary>Options of the minions' streams.</summary>
public sealed record SessionsOptions
{
    /// <summary>The master's issuer name, told in Welcome.</summary>
    public string Issuer { get; init; } = Environment.MachineName;

    /// <summary>How often both sides speak; a peer that misses three is gone.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of one job's return.</summary>
    public long ReturnMax { get; init; } = 16 << 20;

    /// <summary>Where large returns arrive.</summary>
    public string ReturnsFolder { get; init; } = Path.GetTempPath();

    /// <summary>Streams that may be opened each second, once <see cref="HelloBurst"/> is used up: about what two cores
    /// can shake hands with over TLS.</summary>
    public int HellosPerSecond { get; init; } = 250;

    public int HelloBurst { get; init; } = 500;

    public static SessionsOptions From(MasterOptions options) => new()
    {
        Issuer = options.Id,
        Heartbeat = options.HeartbeatInterval,
        ReturnMax = options.ReturnMax,
        ReturnsFolder = Path.Combine(options.MasterCache, "returns"),
    };
}
