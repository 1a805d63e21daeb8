using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>The command line from start to exit, as a user waits for it.</summary>
internal static class CommandLine
{
    // A tenth of what Salt takes on such a machine.
    private const double Target = 124;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster, int count)
    {
        var times = await Samples.TakeAsync(2, count, async () =>
        {
            var result = await cluster.CliAsync("run", "*", "test.ping");
            if (result.Exit != 0) throw new InvalidOperationException(result.ToString());
        });
        return
        [
            new Figure($"`master-cli run '*' test.ping`, {cluster.MinionIds.Count} minions, start to exit", $"{times}", $"≤ {Target} ms", times.P50 <= Target),
        ];
    }
}
