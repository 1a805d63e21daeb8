using Grpc.Core;
using Salt.Tests.Benchmarks.Jobs;
using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Benchmarks.History;

/// <summary>What a long history costs those who look at it, and those who do not: side by side with a short one. Both
/// hold a job that runs on 10,000 targets.</summary>
internal static class HistoryCost
{
    private const int Short = 100;
    private const int Targets = 10_000;
    private const double Bound = 3;
    private static readonly TimeSpan SamplePace = TimeSpan.FromMilliseconds(20);

    private static readonly (string Name, ListJobsRequest Request)[] Lists =
    [
        ("a page", new ListJobsRequest { Limit = 100 }),
        ("ten of `--user alice`", new ListJobsRequest { Limit = 10, User = "alice" }),
        ("ten of `--fun 'test.*'`", new ListJobsRequest { Limit = 10, Fun = "test.*" }),
        ("five of `--state failed`", new ListJobsRequest { Limit = 5, States = { "failed" } }),
        ("all of `--state running`", new ListJobsRequest { Limit = 100, States = { "running" } }),
        ("the oldest 10, by a user who has no others", new ListJobsRequest { Limit = 100, User = FilledStore.RareUser }),
    ];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int jobs, int count)
    {
        await using var little = await StartAsync(Short);
        await using var much = await StartAsync(jobs);
        var figures = new List<Figure> { await StartsAsync(little, much, jobs) };
        foreach (var (name, request) in Lists)
        {
            var (fast, slow) = await CompareAsync(count, cluster => ListAsync(cluster, request), little, much);
            // One who looks for what is rare and old looks through all: that is told, not bounded.
            figures.Add(request.User == FilledStore.RareUser
                ? new Figure($"{jobs} jobs, API: {name}", $"{slow.P50:0.00} ms (with {Short} jobs {fast.P50:0.00} ms)")
                : Figure.Bounded($"{jobs} jobs, API: {name}, p50 against {Bound} × {Short} jobs", slow.P50, Bound * fast.P50, "ms"));
        }

        figures.Add(await BoundedAsync($"{jobs} jobs, API: active", count, ActiveAsync, little, much));
        foreach (var words in (string[][])[["jobs", "list"], ["jobs", "active"], ["jobs", "list", "--user", FilledStore.RareUser]])
            figures.Add(await BoundedAsync($"{jobs} jobs, `master-cli {string.Join(' ', words)}`", count, cluster => CliAsync(cluster, words), little, much));
        figures.Add(await MemoryAsync(much, jobs));
        figures.AddRange(await PurgeAsync(much));
        return figures;
    }

    private static Task<Cluster> StartAsync(int jobs) => Cluster.StartAsync(new ClusterSettings
    {
        Minions = 1,
        Master = "keep_jobs: 30d",
        Heartbeat = "15s",
        LogLevel = "warning",
        Prepare = root => FilledStore.Fill(root, jobs, Targets),
    });

    private static async Task<Figure> StartsAsync(Cluster little, Cluster much, int jobs)
    {
        var (fast, slow) = (await RestartAsync(little), await RestartAsync(much));
        return new Figure($"{jobs} jobs: start of the master, to its first answer", $"{slow:0} ms (with {Short} jobs {fast:0} ms)");
    }

    private static async Task<double> RestartAsync(Cluster cluster)
    {
        await cluster.Master.KillAsync();
        var took = await Samples.TimeAsync(cluster.StartMasterAsync);
        await cluster.UpAsync();
        return took;
    }

    private static async Task<Figure> BoundedAsync(string name, int count, Func<Cluster, Task> once, Cluster little, Cluster much)
    {
        var (fast, slow) = await CompareAsync(count, once, little, much);
        return Figure.Bounded($"{name}, p50 against {Bound} × {Short} jobs", slow.P50, Bound * fast.P50, "ms");
    }

    // In turns: whatever else the machine does, it does to both.
    private static async Task<(Samples Fast, Samples Slow)> CompareAsync(int count, Func<Cluster, Task> once, Cluster little, Cluster much)
    {
        await once(little);
        await once(much);
        var (fast, slow) = (new List<double>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            fast.Add(await Samples.TimeAsync(() => once(little)));
            slow.Add(await Samples.TimeAsync(() => once(much)));
        }

        return (Samples.Of(fast), Samples.Of(slow));
    }

    private static async Task<int> ListAsync(Cluster cluster, ListJobsRequest request)
    {
        using var call = cluster.Control.ListJobs(request);
        var count = 0;
        await foreach (var _ in call.ResponseStream.ReadAllAsync()) count++;
        return count;
    }

    private static async Task ActiveAsync(Cluster cluster)
    {
        using var call = cluster.Control.ActiveJobs(new ActiveJobsRequest());
        await foreach (var _ in call.ResponseStream.ReadAllAsync())
        {
            // All of it is the answer.
        }
    }

    private static async Task CliAsync(Cluster cluster, string[] words)
    {
        var result = await cluster.CliAsync(words);
        if (result.Exit != 0) throw new InvalidOperationException(result.ToString());
    }

    private static async Task<Figure> MemoryAsync(Cluster cluster, int jobs)
    {
        var before = ProcessCost.PssMiB(cluster.Master.Pid);
        var most = before;
        var listing = ListAsync(cluster, new ListJobsRequest());
        while (await Task.WhenAny(listing, Task.Delay(SamplePace, TimeProvider.System)) != listing)
            most = Math.Max(most, ProcessCost.PssMiB(cluster.Master.Pid));
        return Figure.Bounded($"{await listing} jobs listed in one call: what the master's memory grows by", most - before, bound: 32, "MiB");
    }

    private static async Task<IReadOnlyList<Figure>> PurgeAsync(Cluster cluster)
    {
        var client = new JobClient(cluster.Control);
        Task PingAsync() => client.RunAsync("minion1", "test.ping");
        var quiet = await Samples.TakeAsync(5, 100, PingAsync);
        var before = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var purging = cluster.Control.PurgeJobsAsync(new PurgeJobsRequest { BeforeUs = before }).ResponseAsync;
        var times = new List<double>();
        while (!purging.IsCompleted) times.Add(await Samples.TimeAsync(PingAsync));
        var busy = Samples.Of(times);
        return
        [
            new Figure($"purge of {(await purging).Purged} jobs", $"{clock.GetElapsedTime(began).TotalSeconds:0.0} s"),
            new Figure($"`test.ping` meanwhile ({times.Count} of them)", $"{busy}, worst {times.Max():0.0} ms (before: {quiet})"),
        ];
    }
}
