using Salt.Master.Hosting;

namespace Salt.Master.Jobs;

/// <summary>Options of the master's jobs.</summary>
public sealed record JobsOptions
{
    /// <summary>Who issues the jids: this master's name.</summary>
    public string Issuer { get; init; } = Environment.MachineName;

    /// <summary>How long an offer may stay unaccepted where the operator says nothing.</summary>
    public TimeSpan AcceptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an ended job is kept; null: for ever.</summary>
    public TimeSpan? KeepJobs { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an event is kept.</summary>
    public TimeSpan EventKeep { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A job whose minion stays away this long is lost.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes of one job's arguments and target together, so that its offer fits into a message.</summary>
    public int JobMax { get; init; } = (4 << 20) - Envelope;

    /// <summary>Bytes that must be free on the cache's disk for a new job.</summary>
    public long MinFree { get; init; } = 64 << 20;

    /// <summary>The master's folder below <c>cachedir</c>.</summary>
    public required string Cache { get; init; }

    private const int Envelope = 16 << 10;

    public static JobsOptions From(MasterOptions options) => new()
    {
        Issuer = options.Id,
        AcceptTimeout = options.AcceptTimeout,
        KeepJobs = options.KeepJobs,
        EventKeep = options.EventKeep,
        LostAfter = options.LostAfter,
        JobMax = options.MaxMessageSize - Envelope,
        MinFree = options.MinFree,
        Cache = options.MasterCache,
    };
}
