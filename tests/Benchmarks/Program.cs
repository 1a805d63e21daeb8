using Salt.Tests.Benchmarks;
using Salt.Tests.Benchmarks.Crowd;
using Salt.Tests.Benchmarks.Echo;
using Salt.Tests.Benchmarks.Jobs;
using Salt.Tests.Integration.Clusters;

if (args is [EchoServer.Verb, var folder]) return await EchoServer.ServeAsync(folder);

var quick = args.Contains("--quick");
var count = quick ? 50 : 500;
var figures = new List<Figure>();

// A heartbeat as in production: the short one of the tests would show up in every idle figure.
await using (var cluster = await Cluster.StartAsync(new ClusterSettings { Heartbeat = "15s", LogLevel = "warning" }))
{
    Add(IdleMemory.Measure(cluster));
    Add(await OneJob.MeasureAsync(cluster, count));
    Add(await Throughput.MeasureAsync(cluster, TimeSpan.FromSeconds(quick ? 3 : 20)));
    Add(await CommandLine.MeasureAsync(cluster, quick ? 5 : 40));
    Add(await KillLatency.MeasureAsync(cluster, quick ? 5 : 50));
}

Add(await CrowdCost.MeasureAsync(quick ? 100 : 1_000, TimeSpan.FromSeconds(quick ? 5 : 60)));
return figures.Exists(figure => figure.Met == false) ? 1 : 0;

void Add(IReadOnlyList<Figure> more)
{
    if (figures.Count == 0) Console.WriteLine("| what | figure | target | met |\n|---|---|---|---|");
    foreach (var figure in more) Console.WriteLine(figure.Row);
    figures.AddRange(more);
}
