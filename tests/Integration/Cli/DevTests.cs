using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Cli;

/// <summary>The first commands that anybody types.</summary>
[Parallelizable]
internal sealed class DevTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private TemporaryFolder _folder = null!;

    private string Root => _folder.Of(".salt");

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public async Task EndWhatIsLeft()
    {
        if (TestContext.CurrentContext.Result.FailCount > 0) PrintLogs();
        await Leftovers.EndAsync(_folder.Path);
        _folder.Dispose();
    }

    [Test]
    public async Task Once_prints_every_minions_answer_and_leaves_nothing_running()
    {
        var result = await DevAsync("--once");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Success), result.ToString());
        Assert.That(
            result.Out.Split('\n').Where(line => line.EndsWith(':')).Order(),
            Is.EqualTo(new[] { "minion1:", "minion2:", "minion3:" }));
        Assert.That(result.Out.Split('\n').Count(line => line.StartsWith("    hello from pid ")), Is.EqualTo(3));
        Assert.That(Leftovers.Of(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_detached_cluster_serves_until_it_is_stopped_and_its_jobs_with_it()
    {
        var started = await DevAsync("--detach", "--minions", "1");
        Assert.That(started.Exit, Is.EqualTo(ExitCodes.Success), started.ToString());

        var second = await DevAsync("--detach");
        Assert.That(second.Exit, Is.EqualTo(ExitCodes.SomeFailed), second.ToString());
        Assert.That(second.Error, Does.Contain($"a cluster is running in {Root} already"));

        // Found above the working directory, without an option.
        var submitted = await CliAsync("run", "minion1", "cmd.run", "echo begun; sleep 600", "--async", "--out", "json");
        Assert.That(submitted.Exit, Is.EqualTo(ExitCodes.Success), submitted.ToString());
        Assert.That(submitted.Error, Does.Contain($"Using the cluster in {Root}"));
        var jid = JsonNode.Parse(submitted.Out)!["jid"]!.GetValue<string>();
        await Eventually.ReachesAsync(
            "the job to run", async () => (await CliAsync("jobs", "active")).Out, active => active.Contains("minion1:"));
        var printed = Path.Combine(Root, "minions", "minion1", "var", "cache", "salt", "minion", "jobs", jid, "stdout");
        await Eventually.ReachesAsync(
            "the job to print", () => File.Exists(printed) ? File.ReadAllText(printed) : "", text => text == "begun\n");

        var stopped = await DevAsync("--stop");
        Assert.That(stopped.Exit, Is.EqualTo(ExitCodes.Success), stopped.ToString());
        Assert.That(Leftovers.Of(_folder.Path), Is.Empty);
        Assert.That((await DevAsync("--stop")).Exit, Is.EqualTo(ExitCodes.SomeFailed));

        Assert.That((await DevAsync("--detach", "--minions", "1")).Exit, Is.EqualTo(ExitCodes.Success));
        var shown = JsonNode.Parse((await CliAsync("jobs", "show", jid, "--out", "json")).Out)!["minion1"]!;
        Assert.Multiple(() =>
        {
            Assert.That(shown["state"]!.GetValue<string>(), Is.EqualTo("killed"));
            Assert.That(shown["by"]!.GetValue<string>(), Is.EqualTo("shutdown"));
            Assert.That(shown["ret"]!.GetValue<string>(), Is.EqualTo("begun"));
        });
        Assert.That((await DevAsync("--stop")).Exit, Is.EqualTo(ExitCodes.Success));
    }

    [Test]
    public async Task Ctrl_C_ends_a_serving_cluster_and_everything_in_it()
    {
        using var dev = RunningProgram.Start(Programs.Cli, _folder.Path, "dev", "--minions", "1");
        await Eventually.ReachesAsync(
            "the cluster to serve", () => dev.Error.ToString(), error => error.Contains("Serving until Ctrl-C") || dev.HasExited, Patience);

        dev.Send(Signals.Interrupt);

        var result = await dev.FinishAsync(Patience);
        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Success), result.ToString());
        Assert.That(Leftovers.Of(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_daemon_that_cannot_start_is_reported_in_its_own_words()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var configuration = new Layout(Root).MasterConfig;
        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.GetDirectoryName(configuration)!);
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await File.WriteAllTextAsync(configuration, $"interface: 127.0.0.1\nret_port: {port}\n");

        var result = await DevAsync("--once");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Unavailable), result.ToString());
        Assert.That(result.Error, Does.Contain("salt-master ended with exit code").And.Contain($"{port}"));
        Assert.That(Leftovers.Of(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_folder_that_others_may_write_is_not_used()
    {
        Directory.CreateDirectory(Root);
        File.SetUnixFileMode(Root, (UnixFileMode)0x1FF);

        var result = await DevAsync("--once");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Denied), result.ToString());
        Assert.That(result.Error, Does.Contain(Root));
    }

    private Task<CliResult> DevAsync(params string[] words) => CliAsync(["dev", .. words]);

    private async Task<CliResult> CliAsync(params string[] words)
    {
        using var cli = RunningProgram.Start(Programs.Cli, _folder.Path, words);
        return await cli.FinishAsync(Patience);
    }

    private void PrintLogs()
    {
        var logs = Path.Combine(Root, "var", "log", "salt");
        if (!Directory.Exists(logs)) return;
        foreach (var log in Directory.EnumerateFiles(logs))
            TestContext.Out.WriteLine($"--- {Path.GetFileName(log)}\n{File.ReadAllText(log)}");
    }
}
