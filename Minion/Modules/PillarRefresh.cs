namespace Salt.Minion.Modules;

/// <summary>What came of asking the master for the pillar. Whatever it was, the last good pillar is in force.</summary>
/// <param name="Fault">Why the pillar is not what the master's files say now, in one line; null: it is.</param>
/// <param name="IsMasterAway">It could not be asked.</param>
public readonly record struct PillarRefresh(string? Fault, bool IsMasterAway)
{
    public static PillarRefresh Done { get; } = new(null, IsMasterAway: false);

    public static PillarRefresh Broken(string fault) => new(fault, IsMasterAway: false);

    public static PillarRefresh NotAsked(string why) => new(why, IsMasterAway: true);
}
