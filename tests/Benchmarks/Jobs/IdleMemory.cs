using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>What each process of an idle cluster holds once it has come to rest.</summary>
internal static class IdleMemory
{
    /// <summary>Daemons give back what their start took after two seconds in which they did nothing.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(8);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster)
    {
        await Task.Delay(Rest, TimeProvider.System);
        return
        [
            .. Leftovers.Of(cluster.Root).Order().Select(pid => new Figure(
                $"idle memory, {ProcessCost.Name(pid)}",
                $"PSS {ProcessCost.PssMiB(pid):0.0} MiB, private {ProcessCost.PrivateMiB(pid):0.0} MiB")),
        ];
    }
}
