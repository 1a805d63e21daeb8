using Salt.Tests.Benchmarks.Jobs;
using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Crowd;

/// <summary>What many minions cost their master: to enrol, to connect, to keep, to ask.</summary>
internal static class CrowdCost
{
    private const int AtOnce = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int size, TimeSpan idle)
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings
        {
            Minions = 0,
            Master = "auto_accept: true",
            Heartbeat = "15s",
        });
        var master = new Uri($"https://127.0.0.1:{cluster.Port}");
        var authority = await SimulatedMinion.AskAuthorityAsync(master);
        var minions = Enumerable.Range(1, size).Select(number => new SimulatedMinion($"sim{number}", master, authority)).ToList();
        using var stopping = new CancellationTokenSource();

        var enrolling = await Samples.TimeAsync(() => Parallel.ForEachAsync(
            minions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (minion, _) => await minion.EnrolAsync()));
        var empty = ProcessCost.PssMiB(cluster.Master.Pid);
        var cpuBefore = ProcessCost.CpuMilliseconds(cluster.Master.Pid);
        var serving = new List<Task>();
        var connecting = await Samples.TimeAsync(() => Parallel.ForEachAsync(
            minions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (minion, _) =>
            {
                var stream = minion.ServeAsync(stopping.Token);
                lock (serving) serving.Add(stream);
                await minion.Connected;
            }));
        var connectCpu = ProcessCost.CpuMilliseconds(cluster.Master.Pid) - cpuBefore;

        var full = ProcessCost.PssMiB(cluster.Master.Pid);
        var idleBefore = ProcessCost.CpuMilliseconds(cluster.Master.Pid);
        await Task.Delay(idle, TimeProvider.System);
        var idleShare = (ProcessCost.CpuMilliseconds(cluster.Master.Pid) - idleBefore) / idle.TotalMilliseconds;

        var client = new JobClient(cluster.Control);
        var asking = await Samples.TakeAsync(1, 5, () => client.RunAsync("sim*", "test.ping"));
        await stopping.CancelAsync();
        await Task.WhenAll(serving);
        minions.ForEach(minion => minion.Dispose());
        return
        [
            new Figure($"{size} simulated minions: enrol, {AtOnce} at once", $"{enrolling / 1000:0.0} s"),
            new Figure($"{size} simulated minions: connect over mTLS", $"{connecting / 1000:0.0} s, {connectCpu / size:0.00} ms CPU of the master each"),
            new Figure($"{size} simulated minions: memory of the master", $"PSS {full:0} MiB, {(full - empty) * 1024 / size:0} KiB each"),
            new Figure($"{size} simulated minions: idle master, heartbeat 15 s", $"{idleShare:P1} of one core"),
            new Figure($"{size} simulated minions: `test.ping` on all, every return stored", $"{asking}"),
        ];
    }
}
