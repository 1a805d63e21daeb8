namespace Salt.Tests.Chaos.Disturbances;

internal sealed class KillMaster(Stage stage) : IDisturbance
{
    public string Kind => "kill -9 of the master";

    public string Part => Keeper.Master;

    public int Weight => 5;

    public bool IsKill => true;

    public async Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        await stage.Cluster.Master.KillAsync();
        if (chance.Next(3) == 0) stage.Clocks?.Take(Keeper.Master);
        await Pause.BetweenAsync(0, 3, chance, stopping);
        await stage.Cluster.StartMasterAsync();
        if (chance.Next(4) > 0) await stage.ComeBackAsync(stage.Minions, Pause.ToComeBack, stopping);
        return true;
    }
}
