namespace Salt.Tests.Integration.Clusters;

/// <summary>How a test's cluster differs from the usual one: lines of YAML for the configuration files.</summary>
internal sealed record ClusterSettings
{
    public int Minions { get; init; } = 3;

    public string Master { get; init; } = "";

    public string Minion { get; init; } = "";

    public string Heartbeat { get; init; } = "500ms";

    public string LogLevel { get; init; } = "debug";

    /// <summary>Done with the cluster's root, before anything is started there.</summary>
    public Action<string> Prepare { get; init; } = _ => { };

    /// <summary>Whether the keys are accepted before the test begins.</summary>
    public bool Accepted { get; init; } = true;

    /// <summary>For what the cluster does to start again, or to be whole.</summary>
    public TimeSpan Patience { get; init; } = Eventually.Patience;

    /// <summary>Where the cluster lies; null: in a fresh folder of the system's temporary one.</summary>
    public string? Root { get; init; }

    /// <summary>The port by which a minion (its id) reaches the master, whose own port is the second argument.</summary>
    public Func<string, int, int> PortOf { get; init; } = (_, port) => port;

    /// <summary>What a program (<c>master</c> or a minion's id) has in its environment, asked for at each of its starts.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> EnvironmentOf { get; init; } = _ => new Dictionary<string, string>();

    /// <summary>Lines for the configuration of one minion, behind those for all.</summary>
    public Func<string, string> MinionOf { get; init; } = _ => "";
}
