using Salt.Tests.Integration.Supervision;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Not a byte is free under a minion's cache for a while.</summary>
internal sealed class FillDisk(SmallDisk disk, string minion) : IDisturbance
{
    public string Kind => "disk full";

    public string Part => PartOf(minion);

    public int Weight => 2;

    public bool IsKill => false;

    public static string PartOf(string minion) => $"{minion}/disk";

    public async Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        try
        {
            disk.Fill();
            await Pause.BetweenAsync(1, 6, chance, stopping);
        }
        finally
        {
            disk.Clear();
        }

        return true;
    }
}
