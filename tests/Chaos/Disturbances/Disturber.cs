using Salt.Tests.Chaos.Checking;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Does one disturbance after the other, some at the same time, as chance and the seed decide.</summary>
internal sealed class Disturber(Stage stage, Ledger ledger, Pacer pacer, Random chance)
{
    private const int MostAtOnce = 3;

    private readonly List<IDisturbance> _all = [.. All(stage)];

    /// <summary>Runs until it is stopped; everything is undone when it returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                await Pause.BetweenAsync(0.05, 2, chance, stopping);
                await pacer.KillsMayGoOnAsync(stopping);
                if (running.Count == MostAtOnce)
                {
                    var over = await Task.WhenAny(running).WaitAsync(stopping);
                    running.Remove(over);
                    await over;
                }

                stopping.ThrowIfCancellationRequested();
                running.Add(DisturbAsync(Choose(), new Random(chance.Next()), stopping));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Enough.
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private static IEnumerable<IDisturbance> All(Stage stage)
    {
        yield return new KillMaster(stage);
        yield return new StopProcess("master stopped", Keeper.Master, 1, () => stage.Cluster.Master.Pid);
        if (stage.Disk is { } disk) yield return new FillDisk(disk, stage.Minions[^1]);
        if (stage.Clocks is { } clocks) yield return new StepClock(clocks);
        foreach (var minion in stage.Minions)
        {
            yield return new KillMinion(stage, minion);
            yield return new KillSupervisor(stage, minion);
            yield return new StopProcess("minion's daemon stopped", minion, 1, () => stage.Cluster.Minion(minion).Pid);
            yield return new StopProcess("supervisor stopped", KillSupervisor.PartOf(minion), 1, () => SupervisorProcess.Find(stage.Cluster, minion));
            foreach (var kind in BreakLink.Kinds) yield return new BreakLink(kind, minion, stage.Links[minion]);
        }
    }

    private IDisturbance Choose()
    {
        var left = chance.Next(_all.Sum(disturbance => disturbance.Weight));
        return _all.First(disturbance => (left -= disturbance.Weight) < 0);
    }

    private async Task DisturbAsync(IDisturbance disturbance, Random itsChance, CancellationToken stopping)
    {
        if (!stage.Parts.TryHold(disturbance.Part)) return;
        try
        {
            var from = Uptime.Now();
            if (await disturbance.RunAsync(itsChance, stopping))
                ledger.Did(new Disturbed(disturbance.Kind, disturbance.Part, disturbance.IsKill, from));
        }
        catch (AssertionException e)
        {
            // What was ended does not come back: the keeper will try.
            ledger.Found(Rule.DaemonEnded, "", disturbance.Part, $"after {disturbance.Kind}: {e.Message}");
        }
        finally
        {
            stage.Parts.Release(disturbance.Part);
        }
    }
}
