using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Its daemon starts another one.</summary>
internal sealed class KillSupervisor(Stage stage, string minion) : IDisturbance
{
    public const string KindName = "kill -9 of a supervisor";

    public string Kind => KindName;

    public string Part => PartOf(minion);

    public int Weight => 3;

    public bool IsKill => true;

    public static string PartOf(string minion) => $"{minion}/supervisor";

    public async Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        if (SupervisorProcess.Find(stage.Cluster, minion) is not { } pid || !Signals.Send(pid, Signals.Kill)) return false;
        await Eventually.ReachesAsync(
            $"the end of the supervisor of {minion}",
            () => SupervisorProcess.Find(stage.Cluster, minion) ?? 0,
            now => now != pid);
        return true;
    }
}
