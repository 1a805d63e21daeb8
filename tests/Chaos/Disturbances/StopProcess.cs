using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Longer than most offers last.</summary>
/// <param name="find">Its pid; null: there is no such process now.</param>
internal sealed class StopProcess(string kind, string part, int weight, Func<int?> find) : IDisturbance
{
    public string Kind => kind;

    public string Part => part;

    public int Weight => weight;

    public bool IsKill => false;

    public async Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        if (find() is not { } pid || !Signals.Send(pid, Signals.Stop)) return false;
        await Pause.BetweenAsync(1, 8, chance, stopping);
        Signals.Send(pid, Signals.Continue);
        return true;
    }
}
