using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

public sealed class OutputTests
{
    private TestMinion _minion = null!;

    [OneTimeSetUp]
    public void SetUp() => _minion = new TestMinion();

    [OneTimeTearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task Over_its_maximum_head_and_tail_are_kept_and_the_program_is_not_disturbed()
    {
        const int lines = 200_000;
        var plan = _minion.Accept($"seq {lines}") with { OutputMax = 16_000 };
        var end = await _minion.RunAsync(plan);
        var output = TestMinion.Output(plan, end);
        var files = Directory.EnumerateFiles(plan.Folder, "stdout*").Sum(file => new FileInfo(file).Length);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Succeeded));
            Assert.That(end.StdoutBytes, Is.EqualTo(Enumerable.Range(1, lines).Sum(i => (long)$"{i}\n".Length)));
            Assert.That(files, Is.LessThanOrEqualTo(plan.OutputMax));
            Assert.That(output.Text.ToString(), Does.StartWith("1\n2\n3\n").And.EndWith($"{lines - 1}\n{lines}\n"));
            Assert.That(output.Text.ToString().Split('\n'), Has.One.StartsWith("[... ").And.EndsWith("bytes left out ...]"));
            // It is cut at lines: all that is not in the text is counted.
            var text = output.Text.ToString();
            var shown = text.Length - text.Split('\n').Single(line => line.StartsWith("[... ", StringComparison.Ordinal)).Length - 1;
            Assert.That(output.LeftOut, Is.EqualTo(end.StdoutBytes - shown));
        });
    }

    [Test]
    public async Task A_full_disk_costs_the_output_but_never_the_job()
    {
        if (Environment.UserName != "root") Assert.Ignore("only root mounts a disk to fill");
        var plan = _minion.Accept("dd if=/dev/zero bs=65536 count=64 2>/dev/null; echo end");
        using var disk = SmallDisk.Over(plan.Folder, megabytes: 1);
        StatusFile.Reserve(new JobFolder(plan.Folder).Status);
        var end = await _minion.RunAsync(plan with { OutputMax = 1 << 30 });
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Succeeded));
            Assert.That(end.StdoutBytes, Is.EqualTo((64 * 65536) + 4));
            Assert.That(StatusFile.Read(new JobFolder(plan.Folder).Status).End, Is.EqualTo(end));
            Assert.That(TestMinion.Output(plan, end).LeftOut, Is.Positive);
        });
    }

    [Test]
    public async Task What_is_printed_after_the_root_has_ended_is_not_the_jobs()
    {
        var go = Path.Combine(_minion.Root, "go");
        var plan = _minion.Accept($"(until [ -e {go} ]; do sleep 0.01; done; echo late && touch {go}.printed) & echo early");
        var end = await _minion.RunAsync(plan);
        await File.WriteAllTextAsync(go, "");

        // It could print, so no broken pipe has killed it.
        await Wait.UntilAsync(() => File.Exists(go + ".printed"), () => "the descendant did not survive its line");
        Assert.Multiple(() =>
        {
            Assert.That(end.LeftRunning, Is.Positive);
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("early\n"));
        });
    }

    [Test]
    public async Task A_program_that_prints_without_end_is_killed_as_any_other()
    {
        var plan = _minion.Accept("yes") with { OutputMax = 1 << 20 };
        await _minion.StartAsync(plan);
        await Wait.UntilAsync(() => new OutputFile(new JobFolder(plan.Folder).Stdout).End > 4 << 20, () => "nothing is printed");
        await _minion.Client.SignalAsync(plan.Jid, 9, "alice", Wait.Token);
        var end = await _minion.EndOfAsync(plan.Jid);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Killed));
            Assert.That(end.StdoutBytes, Is.GreaterThan(4 << 20));
        });
    }
}
