using Salt.Tests.Benchmarks.Jobs;
using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Crowd;

/// <summary>What many minions cost their master: to enrol, to connect, to keep, to ask.</summary>
internal static class CrowdCost
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int size, TimeSpan idle)
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 0, Master = "auto_accept: true", Heartbeat = "15s" });
        await using var crowd = await ConnectedCrowd.AssembleAsync(new Uri($"https://127.0.0.1:{cluster.Port}"), size);
        var master = cluster.Master.Pid;
        // Before anything that it is compared with: enrolment leaves memory behind that belongs to the minions too.
        var empty = ProcessCost.PssMiB(master);
        var enrolling = await Samples.TimeAsync(crowd.EnrolAsync);
        var cpuBefore = ProcessCost.CpuMilliseconds(master);
        var connecting = await Samples.TimeAsync(crowd.ConnectAsync);
        var connectCpu = ProcessCost.CpuMilliseconds(master) - cpuBefore;

        var full = ProcessCost.PssMiB(master);
        var idleBefore = ProcessCost.CpuMilliseconds(master);
        await Task.Delay(idle, TimeProvider.System);
        var idleShare = (ProcessCost.CpuMilliseconds(master) - idleBefore) / idle.TotalMilliseconds;

        var client = new JobClient(cluster.Control);
        var asking = await Samples.TakeAsync(1, 5, () => client.RunAsync("sim*", "test.ping"));
        return
        [
            new Figure($"{size} simulated minions: enrol", $"{enrolling / 1000:0.0} s"),
            new Figure($"{size} simulated minions: connect over mTLS", $"{connecting / 1000:0.0} s, {connectCpu / size:0.00} ms CPU of the master each"),
            new Figure($"{size} simulated minions: memory of the master", $"PSS {full:0} MiB, {(full - empty) * 1024 / size:0} KiB each, from before enrolment"),
            new Figure($"{size} simulated minions: idle master, heartbeat 15 s", $"{idleShare:P1} of one core"),
            new Figure($"{size} simulated minions: `test.ping` on all, every return stored", $"{asking}"),
        ];
    }
}
