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
    public Func<string, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether the keys are accepted before the test begins.</summary>
    public bool Accepted { get; init; } = true;
}
