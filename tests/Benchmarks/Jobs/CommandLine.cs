using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>The command line from start to exit, as a user waits for it, and the CPU it takes.</summary>
internal static class CommandLine
{
    private const double WallTarget = 15;
    private const double CpuTarget = 10;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster, int count)
    {
        var (help, helpCpu) = await MeasureAsync(count, "--help");
        var (ping, pingCpu) = await MeasureAsync(count, "run", "--root", cluster.Root, "*", "test.ping");
        var name = $"`master-cli run '*' test.ping`, {cluster.MinionIds.Count} minions";
        return
        [
            new Figure("`master-cli --help`, start to exit", $"{help}"),
            new Figure("`master-cli --help`, CPU", $"{helpCpu:0.0} ms"),
            new Figure($"{name}, start to exit", $"{ping}", $"≤ {WallTarget} ms", ping.P50 <= WallTarget),
            Figure.Bounded($"{name}, CPU of the client", pingCpu, CpuTarget, "ms"),
        ];
    }

    // The mean CPU of all: the kernel counts it in whole for children that have been waited for.
    private static async Task<(Samples Wall, double Cpu)> MeasureAsync(int count, params string[] words)
    {
        var before = ProcessCost.ChildrenCpuMilliseconds();
        var wall = await SpawnBaseline.MeasureAsync(count, Programs.Cli, words);
        return (wall, (ProcessCost.ChildrenCpuMilliseconds() - before) / (count + Math.Max(2, count / 10)));
    }
}
