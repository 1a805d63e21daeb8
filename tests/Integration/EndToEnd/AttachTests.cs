using System.Globalization;
using System.Security.Cryptography;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>What a job prints reaches whoever attaches to it: all of it, as it is, and at nobody's expense.</summary>
[Parallelizable]
internal sealed class AttachTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 2, Minion = "return_max: 64KiB" });

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task Fifty_megabytes_of_anything_arrive_as_they_are_while_they_are_printed_and_afterwards()
    {
        var printed = await RandomFileAsync(50_000_000);
        var job = await SubmitAsync("cmd.run", $"cat {printed}");

        using var during = Attached.Start(_cluster, job);
        Assert.That(await during.EndAsync(Long), Is.Zero, during.Error.ToString());
        using var afterwards = Attached.Start(_cluster, job);
        Assert.That(await afterwards.EndAsync(Long), Is.Zero, afterwards.Error.ToString());

        Assert.That(during.Hash(), Is.EqualTo(Attached.HashOf(printed)));
        Assert.That(afterwards.Hash(), Is.EqualTo(Attached.HashOf(printed)));
        Assert.That(during.Error.ToString() + afterwards.Error, Is.Empty);
    }

    [Test]
    public async Task What_several_functions_print_stands_below_their_names_and_the_worst_is_the_exit_code()
    {
        var gate = Path.Combine(_cluster.Root, "several");
        var job = await RunningJob.StartAsync(
            _cluster, "minion1", "cmd.run,test.ping,cmd.shell,cmd.run_all", $"printf one; until [ -e {gate} ]; do sleep 0.02; done; echo more,,exit 3,echo bad >&2; echo three");
        using var during = Attached.Start(_cluster, job.Jid);
        await during.ReachesAsync("cmd.run:\none".Length);
        Assert.That(during.Bytes(), Is.EqualTo("cmd.run:\none"u8.ToArray()), "it is there while it runs");
        await File.WriteAllTextAsync(gate, "");

        Assert.That(await during.EndAsync(), Is.EqualTo(1));
        using var afterwards = Attached.Start(_cluster, job.Jid);
        using var rest = Attached.Start(_cluster, job.Jid, "--minion", "minion1", "--from", "17");
        Assert.That((await afterwards.EndAsync(), await rest.EndAsync()), Is.EqualTo((1, 1)));

        Assert.Multiple(() =>
        {
            Assert.That(during.Bytes(), Is.EqualTo("cmd.run:\nonemore\ncmd.run_all:\nthree\n"u8.ToArray()));
            Assert.That(afterwards.Bytes(), Is.EqualTo(during.Bytes()));
            Assert.That(rest.Bytes(), Is.EqualTo("cmd.run_all:\nthree\n"u8.ToArray()));
            Assert.That(afterwards.Error.ToString(), Is.EqualTo("cmd.run_all:\nbad\nminion1: failed with retcode 3: cmd.shell ended with return code 3\n"));
        });
    }

    [Test]
    public async Task A_run_of_several_functions_is_followed()
    {
        var result = await _cluster.CliAsync("run", "*", "--follow", "cmd.run,cmd.shell", "printf one,echo two; exit 4");

        Assert.That(result.Exit, Is.EqualTo(1), result.ToString());
        foreach (var minion in _cluster.MinionIds)
        {
            foreach (var line in (string[])["cmd.run:", "one", "cmd.shell:", "two"]) Assert.That(result.Out, Does.Contain($"{minion}: {line}\n"));
        }
    }

    [Test]
    public async Task A_job_that_prints_slowly_is_followed_by_several_at_once()
    {
        var gate = Path.Combine(_cluster.Root, "slow");
        var job = await RunningJob.StartAsync(
            _cluster, "minion1", "cmd.run", $"for i in 1 2 3; do until [ -e {gate}$i ]; do sleep 0.02; done; printf \"\\\\000$i\"; done; exit 3");
        var followers = Enumerable.Range(0, 4).Select(_ => Attached.Start(_cluster, job.Jid)).ToList();

        for (var step = 1; step <= 3; step++)
        {
            await File.WriteAllTextAsync(gate + step, "");
            foreach (var follower in followers) await follower.ReachesAsync(2 * step);
        }

        foreach (var follower in followers)
        {
            Assert.That(await follower.EndAsync(), Is.EqualTo(1));
            Assert.That(follower.Bytes(), Is.EqualTo("\01\02\03"u8.ToArray()));
            Assert.That(follower.Error.ToString(), Is.EqualTo("minion1: failed with retcode 3\n"));
            follower.Dispose();
        }
    }

    [TestCase("--from", "7", "789")]
    [TestCase("--from", "-2", "89")]
    [TestCase("--from", "10", "")]
    public async Task An_attach_begins_at_any_offset(string option, string from, string expected)
    {
        var run = await _cluster.CliAsync("run", "minion1", "cmd.run", "printf 0123456789", "--show-jid");
        var job = run.Out.Split('\n')[0]["jid: ".Length..];

        var attached = await _cluster.CliAsync("jobs", "attach", job, option, from);

        Assert.That((attached.Exit, attached.Out, attached.Error), Is.EqualTo((0, expected, "")));
    }

    [Test]
    public async Task Both_streams_are_told_apart()
    {
        var job = await SubmitAsync("cmd.run_all", "echo out; echo err >&2");

        var attached = await _cluster.CliAsync("jobs", "attach", job);

        Assert.That((attached.Exit, attached.Out, attached.Error), Is.EqualTo((0, "out\n", "err\n")));
    }

    [Test]
    public async Task A_function_that_prints_nothing_has_no_output_and_its_job_an_end()
    {
        var run = await _cluster.CliAsync("run", "minion1", "test.ping", "--show-jid");

        var attached = await _cluster.CliAsync("jobs", "attach", run.Out.Split('\n')[0]["jid: ".Length..]);

        Assert.That((attached.Exit, attached.Out, attached.Error), Is.EqualTo((0, "", "")));
    }

    [Test]
    public async Task A_run_that_is_followed_prints_lines_before_the_job_ends()
    {
        var gate = Path.Combine(_cluster.Root, "followed");
        using var run = _cluster.StartCli(
            "run", "*", "cmd.run", $"echo begun; until [ -e {gate} ]; do sleep 0.02; done; printf ended; test $(basename {gate}) != followed", "--follow");

        await Eventually.ReachesAsync(
            "a line of each minion", () => run.Out.ToString(), text => text.Contains("minion1: begun\n") && text.Contains("minion2: begun\n"));
        await File.WriteAllTextAsync(gate, "");
        var result = await run.FinishAsync();

        Assert.That(result.Exit, Is.EqualTo(1), result.ToString());
        Assert.That(Lines(result.Out), Is.EquivalentTo(new[] { "minion1: begun", "minion2: begun", "minion1: ended", "minion2: ended" }));
        Assert.That(
            Lines(result.Error),
            Is.EquivalentTo(new[]
            {
                "minion1: failed with retcode 1", "minion2: failed with retcode 1", "Failed: minion1, minion2",
                "ERROR: Minions returned with non-zero exit code",
            }));
    }

    [Test]
    public async Task A_run_that_is_followed_prints_the_returns_of_other_functions()
    {
        var result = await _cluster.CliAsync("run", "minion1", "test.ping", "--follow");

        Assert.That((result.Exit, result.Out, result.Error), Is.EqualTo((0, "minion1:\n    True\n", "")));
    }

    [Test]
    public async Task An_operator_who_never_reads_costs_no_daemon_its_memory_and_holds_nobody_up()
    {
        const long printed = 500_000_000;
        var job = await SubmitAsync("cmd.run", $"head -c {printed} /dev/zero");
        using var call = _cluster.Control.Attach(new AttachRequest { Jid = job });
        await call.ResponseHeadersAsync;
        var daemons = new[] { _cluster.Master.Pid, _cluster.Minion("minion1").Pid };
        var most = daemons.Select(Anonymous).ToArray();
        var before = most.ToArray();

        await Eventually.ReachesAsync(
            "the whole output to be on the minion's disk",
            async () =>
            {
                for (var i = 0; i < daemons.Length; i++) most[i] = Math.Max(most[i], Anonymous(daemons[i]));
                return (await _cluster.CliAsync("jobs", "show", job, "--out", "json")).Out;
            },
            shown => shown.Contains("succeeded"),
            Long);
        var ping = await _cluster.CliAsync("run", "*", "test.ping");

        Assert.That(ping.Exit, Is.Zero, ping.ToString());
        Assert.That(most.Zip(before, (peak, start) => peak - start), Has.All.LessThan(64L << 20), "bytes");
    }

    private async Task<string> SubmitAsync(params string[] words)
    {
        var submitted = await _cluster.CliAsync(["run", "minion1", .. words, "--async"]);
        Assert.That(submitted.Exit, Is.Zero, submitted.ToString());
        return submitted.Out.Trim().Split(' ')[^1];
    }

    private async Task<string> RandomFileAsync(int size)
    {
        var file = Path.Combine(_cluster.Root, Path.GetRandomFileName());
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(size));
        return file;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Memory of its own that a process has in use.</summary>
    private static long Anonymous(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
    }
}
