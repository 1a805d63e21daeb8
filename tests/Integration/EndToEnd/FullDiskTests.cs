using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;
using Salt.Tests.Integration.Supervision;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Master and minions on one disk that is full.</summary>
public sealed class FullDiskTests
{
    /// <summary>From the moment at which there is room.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    private const string NoRoom = "master-cli: the job database cannot be written: the disk is full\n";

    [Test]
    public async Task A_full_disk_is_said_and_survived_by_both_sides()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Over(folder.Path, megabytes: 140);
        await using var cluster = await StartAsync(folder, "");
        var flood = await cluster.CliAsync("run", "minion1", "cmd.run", "head -c 150000000 /dev/zero", "--out", "quiet");
        Assert.That(flood.Exit, Is.EqualTo(ExitCodes.Success).Or.EqualTo(ExitCodes.SomeFailed), flood.ToString());

        // How much room is left is looked at every so often.
        await Eventually.ReachesAsync("the master to see it", () => cluster.CliAsync("run", "*", "test.ping", "-t", "5"), run => run.Exit == ExitCodes.Unavailable);
        for (var i = 0; i < 3; i++)
        {
            var refused = await WithinAsync(Recovery, cluster.CliAsync("run", "*", "test.ping", "-t", "5"));
            Assert.That(refused.Exit, Is.EqualTo(ExitCodes.Unavailable), refused.ToString());
            Assert.That(refused.Error, Does.Contain("no new jobs: ").And.Contain("below min_free (64 MiB)"));
        }

        foreach (var output in Directory.EnumerateFiles(cluster.MinionRoot("minion1"), "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 1 << 20))
        {
            File.WriteAllBytes(output, []);
        }

        await RecoversAsync(cluster);
        Assert.That(cluster.Master.HasExited, Is.False);
        var active = await Eventually.ReachesAsync(
            "nothing to be active", () => cluster.CliAsync("jobs", "active"), result => !result.Out.Contains("cmd.run", StringComparison.Ordinal));
        Assert.That(active.Exit, Is.EqualTo(ExitCodes.Success), active.ToString());
    }

    [Test]
    public async Task Where_nothing_can_be_written_every_run_says_so_and_the_first_with_room_goes_well()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Over(folder.Path, megabytes: 40);
        await using var cluster = await StartAsync(folder, "min_free: 0");
        await RecoversAsync(cluster);

        disk.Fill();
        // What is left of a page or two may take one more: then it is its minion that has no room.
        var run = await FailedAsync(cluster);
        for (var i = 0; i < 10 && run.Error != NoRoom; i++) run = await FailedAsync(cluster);
        Assert.That((run.Exit, run.Error), Is.EqualTo((ExitCodes.Unavailable, NoRoom)), run.ToString());
        Assert.That((await FailedAsync(cluster)).Error, Is.EqualTo(NoRoom));

        disk.Clear();
        await RecoversAsync(cluster);
    }

    [Test]
    public async Task What_dev_started_on_a_full_disk_ends_when_it_is_told_to()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Over(folder.Path, megabytes: 140);
        try
        {
            var started = await DevAsync(folder, "--detach", "--minions", "2");
            Assert.That(started.Exit, Is.EqualTo(ExitCodes.Success), started.ToString());
            disk.Fill();

            var stopped = await WithinAsync(TimeSpan.FromSeconds(15), DevAsync(folder, "--stop"));

            Assert.That(stopped.Exit, Is.EqualTo(ExitCodes.Success), stopped.ToString());
            Assert.That(Leftovers.Of(folder.Path), Is.Empty);
        }
        finally
        {
            await Leftovers.EndAsync(folder.Path);
        }
    }

    private static async Task<CliResult> DevAsync(TemporaryFolder folder, params string[] words)
    {
        using var cli = RunningProgram.Start(Programs.Cli, folder.Path, ["dev", "--root", folder.Of("dev"), .. words]);
        return await cli.FinishAsync();
    }

    private static async Task<CliResult> FailedAsync(Cluster cluster)
    {
        var run = await WithinAsync(TimeSpan.FromSeconds(15), cluster.CliAsync("run", "*", "test.arg", new string('x', 120_000), "-t", "3"));
        Assert.That(run.Exit, Is.Not.EqualTo(ExitCodes.Success), run.ToString());
        Assert.That(run.Error, Is.Not.Empty);
        return run;
    }

    private static Task<Cluster> StartAsync(TemporaryFolder folder, string options) => Cluster.StartAsync(new ClusterSettings
    {
        Minions = 2,
        Root = Path.Combine(folder.Path, "c"),
        // The log lies on the full disk too.
        Master = $"log_file: {Path.Combine(folder.Path, "master.log")}\n{options}",
        Minion = $"log_file: {Path.Combine(folder.Path, "minion.log")}\n{options}",
    });

    private static async Task RecoversAsync(Cluster cluster) => await Eventually.ReachesAsync(
        "both minions to answer",
        () => cluster.CliAsync("run", "*", "test.ping", "-t", "5"),
        result => result.Exit == ExitCodes.Success && result.Out.Split("True").Length == 3,
        Recovery);

    private static Task<CliResult> WithinAsync(TimeSpan time, Task<CliResult> running) => running.WaitAsync(time, TimeProvider.System);
}
