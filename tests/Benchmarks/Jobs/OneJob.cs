using Salt.Tests.Benchmarks.Echo;
using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>How long one job takes, beside the bare costs of what it cannot do without.</summary>
internal static class OneJob
{
    private const int Bound = 4;
    private const int Traced = 20;

    // From a trace of an earlier run, for machines without strace.
    private const double UsualSyncs = 4;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster, int count)
    {
        var client = new JobClient(cluster.Control);
        Task Ping() => client.RunAsync("minion1", "test.ping");
        Task True() => client.RunAsync("minion1", "cmd.run", """["true"]""");

        var (echo, stream) = await EchoBaseline.MeasureAsync(count * 4);
        var spawn = await SpawnBaseline.MeasureAsync(count);
        var sync = await SyncBaseline.MeasureAsync(cluster.Root, count);
        var ping = await Samples.TakeAsync(count / 2, count, Ping);
        var run = await Samples.TakeAsync(count / 5, count, True);
        var syncs = await SyncCount.DuringAsync([cluster.Master.Pid, cluster.Minion("minion1").Pid, .. Leftovers.Of(cluster.Root)], async () =>
        {
            for (var i = 0; i < Traced; i++) await True();
        });
        var perJob = syncs / (double)Traced ?? UsualSyncs;
        var floor = echo.P50 + spawn.P50 + (perJob * sync.P50);
        return
        [
            new Figure("unary echo over mTLS, same runtime", $"{echo}"),
            new Figure("one message there and back on a stream, the same", $"{stream}"),
            new Figure("posix_spawn of `sh -c true`", $"{spawn}"),
            new Figure("one fsync", $"{sync}"),
            new Figure("fsyncs of one `cmd.run true`, all processes", $"{perJob:0.0}"),
            new Figure("`test.ping`, one minion", $"{ping}"),
            Figure.Bounded("`test.ping` p50 against 4 × echo", ping.P50, Bound * echo.P50, "ms"),
            new Figure("`cmd.run true`, one minion", $"{run}"),
            Figure.Bounded("`cmd.run true` p50 against 4 × (echo + spawn + fsyncs)", run.P50, Bound * floor, "ms"),
        ];
    }
}
