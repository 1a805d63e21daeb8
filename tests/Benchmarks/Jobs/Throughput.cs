using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>How many jobs a second, and what each costs.</summary>
internal static class Throughput
{
    private const int Clients = 8;
    private const int Pipelined = 1_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster, TimeSpan duration)
    {
        var client = new JobClient(cluster.Control);
        var daemons = Daemons(cluster);
        var before = daemons.ToDictionary(daemon => daemon.Key, daemon => ProcessCost.CpuMilliseconds(daemon.Value));
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var jobs = (await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            var done = 0;
            for (; clock.GetElapsedTime(began) < duration; done++)
            {
                await client.RunAsync($"minion{(number % cluster.MinionIds.Count) + 1}", "cmd.run", """["true"]""");
            }

            return done;
        }))).Sum();
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        var cpu = daemons.Select(daemon => new Figure(
            $"CPU per `cmd.run true`, {daemon.Key}",
            $"{(ProcessCost.CpuMilliseconds(daemon.Value) - before[daemon.Key]) / jobs:0.00} ms"));
        var pipelined = await Samples.TimeAsync(() =>
            Task.WhenAll(Enumerable.Range(0, Pipelined).Select(_ => client.RunAsync("minion1", "test.ping"))));
        return
        [
            new Figure($"`cmd.run true`, {Clients} clients, {cluster.MinionIds.Count} minions, {seconds:0} s", $"{jobs / seconds:0} jobs/s", "≥ 36 jobs/s", jobs / seconds >= 36),
            .. cpu,
            new Figure($"{Pipelined} `test.ping` pipelined to one minion", $"{pipelined:0} ms ({Pipelined / pipelined * 1000:0} jobs/s)"),
        ];
    }

    /// <summary>The minions' figures are sums: the load is spread over all.</summary>
    private static Dictionary<string, int> Daemons(Cluster cluster)
    {
        var daemons = new Dictionary<string, int> { ["master"] = cluster.Master.Pid };
        foreach (var id in cluster.MinionIds) daemons[$"{id} daemon (of {cluster.MinionIds.Count})"] = cluster.Minion(id).Pid;
        var known = daemons.Values.ToHashSet();
        foreach (var pid in Leftovers.Of(cluster.Root).Where(pid => !known.Contains(pid)))
        {
            daemons[$"{ProcessCost.Name(pid)} {pid}"] = pid;
        }

        return daemons;
    }
}
