using System.Text.Json.Nodes;
using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>What can be seen of a job while it runs, and that nothing of it stays afterwards.</summary>
[Parallelizable]
internal sealed class ActiveJobTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync();

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_running_job_is_shown_with_what_was_asked_and_a_living_pid_on_each_minion()
    {
        var job = await RunningJob.StartAsync(_cluster, "*", "cmd.run", "sleep 30");

        var active = (await job.ActiveAsync())!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)active["Function"], Is.EqualTo("cmd.run"));
            Assert.That(active["Arguments"]!.ToJsonString(), Is.EqualTo("""["sleep 30"]"""));
            Assert.That((string?)active["Target"], Is.EqualTo("*"));
            Assert.That((string?)active["Target-type"], Is.EqualTo("glob"));
            Assert.That((string?)active["User"], Is.Not.Empty);
            Assert.That((string?)active["StartTime"], Does.Match(@"^\d{4}, [A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2}\.\d{6}$"));
            Assert.That(active["Returned"]!.AsArray(), Is.Empty);
        });
        var pids = await job.PidsAsync();
        Assert.That(pids.Keys.Order(), Is.EqualTo(_cluster.MinionIds));
        foreach (var pid in pids.Values) Assert.That(Directory.Exists($"/proc/{pid}"), Is.True, $"pid {pid} lives");

        var killed = await _cluster.CliAsync("jobs", "kill", job.Jid);
        Assert.That(killed.Exit, Is.Zero, killed.ToString());
        await job.OverAsync();
    }

    [Test]
    public async Task The_proc_caches_hold_a_job_exactly_while_it_runs()
    {
        var job = await RunningJob.StartAsync(_cluster, "*", "cmd.run", "sleep 30");
        string[] files =
        [
            Path.Combine(new Layout(_cluster.Root).CacheDir, "master/proc", job.Jid),
            .. _cluster.MinionIds.Select(id => Path.Combine(new Layout(_cluster.MinionRoot(id)).CacheDir, "minion/proc", job.Jid)),
        ];

        foreach (var file in files)
        {
            Assert.That(File.Exists(file), Is.True, file);
            Assert.That((string?)JsonNode.Parse(await File.ReadAllTextAsync(file))!["fun"], Is.EqualTo("cmd.run"), file);
        }

        await _cluster.CliAsync("jobs", "kill", job.Jid);
        await Eventually.ReachesAsync(
            "the proc files to go",
            () => string.Join(' ', files.Where(File.Exists)),
            left => left.Length == 0);
    }
}
