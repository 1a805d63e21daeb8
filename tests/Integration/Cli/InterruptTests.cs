using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Cli;

/// <summary>Ctrl-C and a closed pipe end the client, never the job.</summary>
[Parallelizable]
internal sealed class InterruptTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task Ctrl_C_leaves_the_job_running_and_says_how_to_find_and_end_it()
    {
        using var run = _cluster.StartCli("run", "*", "cmd.run", "sleep 600", "--show-jid");
        var shown = await Eventually.ReachesAsync(
            "the jid", () => run.Out.ToString(), text => text.StartsWith("jid: ") && text.EndsWith('\n'));
        var jid = shown["jid: ".Length..].Trim();
        await Eventually.ReachesAsync(
            "the job to run", async () => (await _cluster.CliAsync("jobs", "active")).Out, active => active.Contains("minion1:"));

        run.Send(Signals.Interrupt);
        var result = await run.FinishAsync();

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Interrupted), result.ToString());
        Assert.That(result.Error, Does.Contain($"master-cli jobs lookup {jid}").And.Contain($"master-cli jobs kill {jid}"));
        Assert.That((await _cluster.CliAsync("jobs", "active")).Out, Does.Contain(jid));
        Assert.That((await _cluster.CliAsync("jobs", "kill", jid)).Exit, Is.EqualTo(ExitCodes.Success));
    }

    [Test]
    public async Task A_stream_of_events_ends_when_nobody_reads_it()
    {
        var cli = $"{Programs.Cli} --root {_cluster.Root}";
        using var shell = RunningProgram.Start(
            "/bin/bash", _cluster.Root, "-c", $"{cli} events --compact | head -1; echo ${{PIPESTATUS[0]}}");
        await Eventually.ReachesAsync(
            "the shell to end", async () => { await _cluster.CliAsync("run", "*", "test.ping"); return shell.HasExited; }, ended => ended);

        var lines = shell.Out.ToString().TrimEnd().Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Does.Contain("\t{"));
            Assert.That(lines[^1], Is.EqualTo("141"), "as a program that SIGPIPE ended");
        });
    }
}
