using Salt.Tests.Benchmarks.Machine;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>From the request to kill a job to the moment its last process is gone.</summary>
internal static class KillLatency
{
    private const int Descendants = 10;

    // A tenth of what Salt takes on such a machine.
    private const double Target = 22.8;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Cluster cluster, int count)
    {
        var client = new JobClient(cluster.Control);
        var times = new List<double>();
        for (var i = 0; i < count; i++) times.Add(await KillOneAsync(cluster, client));
        times.Sort();
        var p50 = times[count / 2];
        return [new Figure($"kill of a job with {Descendants} setsid'ed descendants, request to last process gone", $"p50 {p50:0.0} ms, worst {times[^1]:0.0} ms", $"≤ {Target} ms", p50 <= Target)];
    }

    private static async Task<double> KillOneAsync(Cluster cluster, JobClient client)
    {
        var before = Leftovers.Of(cluster.Root).ToHashSet();
        var script = $"i=0; while [ $i -lt {Descendants} ]; do setsid sleep 1000 & i=$((i+1)); done; sleep 1000";
        using var call = client.Submit("minion1", "cmd.run", $"[{System.Text.Json.JsonSerializer.Serialize(script)}]");
        var jid = "";
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            var change = call.ResponseStream.Current;
            if (change.KindCase is JobEvent.KindOneofCase.Submitted) jid = change.Submitted.Jid;
            if (change.KindCase is JobEvent.KindOneofCase.Target && change.Target.State == "running") break;
        }

        IReadOnlyList<int> tree = [];
        await Eventually.ReachesAsync(
            "the whole tree",
            () => (tree = [.. Leftovers.Of(cluster.Root).Where(pid => !before.Contains(pid))]).Count,
            processes => processes > Descendants);
        return await Samples.TimeAsync(async () =>
        {
            var killing = client.RunAsync("minion1", "saltutil.kill_job", $"[\"{jid}\"]");
            while (tree.Any(ProcessCost.IsAlive)) await Task.Yield();
            await killing;
        });
    }
}
