using Grpc.Core;
using Salt.Tests.Benchmarks.Jobs;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Crowd;

/// <summary>What a job for very many targets costs those who come behind it.</summary>
internal static class LargeJob
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int size, int count)
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings
        {
            Minions = 1,
            Master = "auto_accept: true",
            Heartbeat = "15s",
            LogLevel = "warning",
        });
        await using var crowd = await CrowdProcess.StartAsync(new Uri($"https://127.0.0.1:{cluster.Port}"), size);
        var client = new JobClient(cluster.Control);
        var alone = await Samples.TakeAsync(50, 200, () => PingAsync(client));
        var large = await Samples.TakeAsync(2, count, () => client.RunAsync("sim*", "test.ping"));
        var behind = await Samples.TakeAsync(1, count, () => PingAsync(client), () => BeginAsync(client));
        return
        [
            new Figure($"`test.ping`, one minion, {size} simulated ones idle", $"{alone}"),
            new Figure($"`test.ping` on {size} simulated minions", $"{large}"),
            new Figure($"`test.ping`, one minion, right behind one on {size}", $"{behind}, worst {behind.Worst:0.0} ms"),
        ];
    }

    private static Task<string> PingAsync(JobClient client) => client.RunAsync("minion1", "test.ping");

    /// <summary>Submits the large job.</summary>
    /// <returns>Waits for its end.</returns>
    private static async Task<Func<Task>> BeginAsync(JobClient client)
    {
        var call = client.Submit("sim*", "test.ping");
        await call.ResponseStream.MoveNext(CancellationToken.None);
        return async () =>
        {
            using (call) await foreach (var change in call.ResponseStream.ReadAllAsync()) ArgumentNullException.ThrowIfNull(change);
        };
    }
}
