using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>What each process of an idle cluster holds.</summary>
internal static class IdleMemory
{
    public static IReadOnlyList<Figure> Measure(Cluster cluster) =>
    [
        .. Leftovers.Of(cluster.Root).Order().Select(pid => new Figure(
            $"idle memory, {ProcessCost.Name(pid)}",
            $"PSS {ProcessCost.PssMiB(pid):0.0} MiB, private {ProcessCost.PrivateMiB(pid):0.0} MiB")),
    ];
}
