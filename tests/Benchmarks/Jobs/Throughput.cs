using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>How many jobs a second, and what each costs.</summary>
internal static class Throughput
{
    private const int Clients = 8;
    private const int Pipelined = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster, TimeSpan duration)
    {
        var client = new JobClient(cluster.Control);
        await RunForAsync(cluster, client, WarmUp);
        var before = CpuByRole(cluster);
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var jobs = await RunForAsync(cluster, client, duration);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        var cpu = CpuByRole(cluster).Select(role => new Figure(
            $"CPU per `cmd.run true`, {role.Key}", $"{(role.Value - before[role.Key]) / jobs:0.00} ms"));
        var pipelined = await Samples.TimeAsync(() =>
            Task.WhenAll(Enumerable.Range(0, Pipelined).Select(_ => client.RunAsync("minion1", "test.ping"))));
        return
        [
            new Figure($"`cmd.run true`, {Clients} clients, {cluster.MinionIds.Count} minions, {seconds:0} s", $"{jobs / seconds:0} jobs/s", "≥ 36 jobs/s", jobs / seconds >= 36),
            .. cpu,
            new Figure($"{Pipelined} `test.ping` pipelined to one minion", $"{pipelined:0} ms ({Pipelined / pipelined * 1000:0} jobs/s)"),
        ];
    }

    /// <returns>How many jobs were done.</returns>
    private static async Task<int> RunForAsync(Cluster cluster, JobClient client, TimeSpan duration)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            var minion = cluster.MinionIds[number % cluster.MinionIds.Count];
            var done = 0;
            for (; clock.GetElapsedTime(began) < duration; done++) await client.RunAsync(minion, "cmd.run", """["true"]""");
            return done;
        }));
        return counts.Sum();
    }

    /// <summary>The minions' daemons and supervisors are summed: the load is spread over all.</summary>
    private static Dictionary<string, double> CpuByRole(Cluster cluster)
    {
        var minions = cluster.MinionIds.Select(id => cluster.Minion(id).Pid).ToList();
        var supervisors = Leftovers.Of(cluster.Root).Where(pid => ProcessCost.Name(pid).Contains(" supervisor ", StringComparison.Ordinal));
        return new Dictionary<string, double>
        {
            ["master"] = ProcessCost.CpuMilliseconds(cluster.Master.Pid),
            ["minion daemon"] = minions.Sum(ProcessCost.CpuMilliseconds),
            ["supervisor"] = supervisors.Sum(ProcessCost.CpuMilliseconds),
        };
    }
}
