using System.Globalization;
using Salt.Tests.Benchmarks;
using Salt.Tests.Benchmarks.Crowd;
using Salt.Tests.Benchmarks.Echo;
using Salt.Tests.Benchmarks.History;
using Salt.Tests.Benchmarks.Jobs;
using Salt.Tests.Benchmarks.Rendering;
using Salt.Tests.Benchmarks.Schedules;
using Salt.Tests.Integration.Clusters;

if (args is [CrowdProcess.Verb, var master, var size]) return await CrowdProcess.ServeAsync(new Uri(master), int.Parse(size, CultureInfo.InvariantCulture));
if (args is [EchoServer.Verb, var folder]) return await EchoServer.ServeAsync(folder);

var quick = args.Contains("--quick");
var count = quick ? 50 : 500;
var parts = new Dictionary<string, Func<Cluster, Task<IReadOnlyList<Figure>>>>
{
    ["memory"] = IdleMemory.MeasureAsync,
    ["one-job"] = cluster => OneJob.MeasureAsync(cluster, count),
    ["throughput"] = cluster => Throughput.MeasureAsync(cluster, TimeSpan.FromSeconds(quick ? 3 : 20)),
    ["cli"] = cluster => CommandLine.MeasureAsync(cluster, quick ? 5 : 40),
    ["kill"] = cluster => KillLatency.MeasureAsync(cluster, quick ? 5 : 50),
    ["large-job"] = _ => LargeJob.MeasureAsync(quick ? 500 : 10_000, quick ? 5 : 10),
    ["history"] = _ => HistoryCost.MeasureAsync(quick ? 20_000 : 100_000, quick ? 5 : 15),
    ["schedule"] = _ => ScheduleCost.MeasureAsync(TimeSpan.FromSeconds(quick ? 5 : 60)),
    ["render"] = _ => RenderCost.MeasureAsync(quick ? 5 : 40),
    ["crowd"] = _ => CrowdCost.MeasureAsync(quick ? 100 : 1_000, TimeSpan.FromSeconds(quick ? 5 : 60)),
    ["crowd-10000"] = _ => CrowdCost.MeasureAsync(10_000, TimeSpan.FromSeconds(quick ? 5 : 60)),
};
var wanted = args.Where(word => word != "--quick").ToList();
if (wanted.Except(parts.Keys).Any())
{
    Console.Error.WriteLine($"salt-benchmarks [--quick] [PART…], a part being one of {string.Join(", ", parts.Keys)}");
    return 64;
}

// A heartbeat as in production: the short one of the tests would show up in every idle figure.
await using var cluster = await Cluster.StartAsync(new ClusterSettings { Heartbeat = "15s", LogLevel = "warning" });
Console.WriteLine("| what | figure | target | met |\n|---|---|---|---|");
var allMet = true;
foreach (var (_, measure) in parts.Where(part => (wanted.Count == 0 && part.Key != "crowd-10000") || wanted.Contains(part.Key)))
{
    foreach (var figure in await measure(cluster))
    {
        Console.WriteLine(figure.Row);
        allMet &= figure.Met != false;
    }
}

return allMet ? 0 : 1;
