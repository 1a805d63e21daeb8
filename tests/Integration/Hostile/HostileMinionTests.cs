using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Hostile;

/// <summary>One peer never hurts another, or the master.</summary>
public class HostileMinionTests
{
    /// <summary>Set to make the run longer.</summary>
    private const string SecondsName = "SALT_TESTS_HOSTILE_SECONDS";

    private const int Seed = 20260704;
    private const long MemoryMax = 64 << 20;

    private static TimeSpan Duration =>
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable(SecondsName), CultureInfo.InvariantCulture, out var seconds) ? seconds : 10);

    [Test]
    public async Task A_minion_that_says_what_it_likes_hurts_nobody()
    {
        await using var cluster = await Cluster.StartAsync(minions: 1);
        using var evil = new HostileMinion(Path.Combine(cluster.Root, "evil"), "evil", Seed);
        await evil.EnrolAsync(cluster);
        await RunAsync(cluster, 20);
        var before = Memory(cluster.Master.Pid);

        using var over = new CancellationTokenSource(Duration, TimeProvider.System);
        using var watching = cluster.Control.Events(new EventsRequest());
        var events = CountAsync(watching.ResponseStream);
        var raging = evil.RageAsync(over.Token);
        var done = 0;
        while (!raging.IsCompleted)
        {
            await RunAsync(cluster, 1);
            await cluster.Control.RunToEndAsync("evil", "test.ping");
            done++;
        }

        await raging;
        var lists = await ListsAsync(cluster);
        var after = await Eventually.ReachesAsync("the master's memory to be what it was", () => Memory(cluster.Master.Pid), now => now - before < MemoryMax);
        TestContext.Out.WriteLine($"{evil.Sent} hostile messages, {done} jobs beside them, {before >> 20} MiB before, {after >> 20} after");

        Assert.Multiple(() =>
        {
            Assert.That(evil.Sent, Is.GreaterThan(1000));
            Assert.That(done, Is.GreaterThan(3));
            Assert.That(lists.Select(list => list.Exit), Is.All.LessThan(64), string.Join('\n', lists.Select(list => list.ToString())));
            Assert.That(lists.Select(list => list.Out), Has.None.Contains("\u001b"));
            Assert.That(cluster.Master.HasExited, Is.False);
            Assert.That(events.IsCompleted, Is.False, "who watches events goes on watching");
        });
    }

    private static async Task<IReadOnlyList<CliResult>> ListsAsync(Cluster cluster)
    {
        var lists = new List<CliResult>();
        foreach (var words in new[] { "jobs list", "jobs active", "minions list", "run * test.ping -t 2", "jobs list --metadata {\"a\":1}", "keys list" })
        {
            var list = await cluster.CliAsync(words.Split(' '));
            lists.Add(list);
        }

        return lists;
    }

    private static async Task RunAsync(Cluster cluster, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var target = (await cluster.Control.RunToEndAsync("minion1", "cmd.run", $"echo {i}")).Single();
            Assert.That((target.State, JsonDocument.Parse(target.Ret.Memory).RootElement.GetString()), Is.EqualTo(("succeeded", $"{i}")));
        }
    }

    private static async Task CountAsync(IAsyncStreamReader<Event> events)
    {
        while (await events.MoveNext(CancellationToken.None)) JsonDocument.Parse(events.Current.Data.Memory, new JsonDocumentOptions { MaxDepth = 1000 }).Dispose();
    }

    private static long Memory(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(text => text.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
