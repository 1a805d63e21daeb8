using Grpc.Core;
using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Benchmarks.Schedules;

/// <summary>How late scheduled runs begin, and what a long schedule costs while nothing of it is due.</summary>
internal static class ScheduleCost
{
    private const int Entries = 1000;
    private const long Second = 1_000_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(TimeSpan time) => [await LatenessAsync(time), await IdleAsync(time)];

    private static async Task<Figure> LatenessAsync(TimeSpan time)
    {
        await using var cluster = await StartAsync("""
            schedule:
              tick: {function: cmd.run, args: ["true"], cron: "* * * * * *"}
            """);
        await Task.Delay(time, TimeProvider.System);
        var late = new List<double>();
        using var call = cluster.Control.ListJobs(new ListJobsRequest { User = "schedule" });
        await foreach (var job in call.ResponseStream.ReadAllAsync())
        {
            using var show = cluster.Control.ShowJob(new ShowJobRequest { Jid = job.Jid });
            await foreach (var e in show.ResponseStream.ReadAllAsync())
            {
                if (e.Target is { StartedUs: > 0 } target) late.Add(target.StartedUs % Second / 1000.0);
            }
        }

        var samples = Samples.Of(late);
        return Figure.Bounded($"a run every second, {late.Count} of them: from its time to the start of its program, p50 (p99 {samples.P99:0.0} ms)", samples.P50, 5, "ms");
    }

    private static async Task<Figure> IdleAsync(TimeSpan time)
    {
        var entries = string.Join('\n', Enumerable.Range(1, Entries).Select(number => number % 2 == 0
            ? $"  job{number}: {{function: test.ping, hours: {24 + number}}}"
            : $"  job{number}: {{function: test.ping, cron: '{number % 60} {number % 24} 29 2 *'}}"));
        await using var cluster = await StartAsync($"schedule:\n{entries}");
        await using var without = await StartAsync("");
        var share = await Task.WhenAll(ShareAsync(cluster, time), ShareAsync(without, time));
        return Figure.Bounded($"{Entries} entries of which none is due: CPU of the minion's daemon (without any {share[1]:0.00} %)", share[0], 2, "% of a core");
    }

    private static async Task<double> ShareAsync(Cluster cluster, TimeSpan time)
    {
        var daemon = cluster.Minion("minion1").Pid;
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        var before = ProcessCost.CpuMilliseconds(daemon);
        await Task.Delay(time, TimeProvider.System);
        return (ProcessCost.CpuMilliseconds(daemon) - before) / time.TotalMilliseconds * 100;
    }

    private static Task<Cluster> StartAsync(string configuration) => Cluster.StartAsync(new ClusterSettings
    {
        Minions = 1,
        Minion = configuration,
        Heartbeat = "15s",
        LogLevel = "warning",
    });
}
