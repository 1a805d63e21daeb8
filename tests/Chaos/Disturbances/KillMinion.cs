namespace Salt.Tests.Chaos.Disturbances;

internal sealed class KillMinion(Stage stage, string minion) : IDisturbance
{
    public string Kind => "kill -9 of a minion's daemon";

    public string Part => minion;

    public int Weight => 3;

    public bool IsKill => true;

    public async Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        await stage.Cluster.Minion(minion).KillAsync();
        if (chance.Next(4) == 0) stage.Clocks?.Take(minion);
        await Pause.BetweenAsync(0, 3, chance, stopping);
        stage.Cluster.StartMinion(minion);
        if (chance.Next(4) > 0) await stage.ComeBackAsync([minion], Pause.ToComeBack, stopping);
        return true;
    }
}
