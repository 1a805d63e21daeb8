using System.Diagnostics;
using Salt.Cli.Dev;

namespace Salt.Tests.Unit.Cli;

public class RunningProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private string _folder = "";

    private string PidFile => Path.Combine(_folder, "pid");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("process").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_process_is_found_by_its_pid_file_and_ended()
    {
        using var sleep = Process.Start("/bin/sleep", "100");
        // It is said to be started a moment before the kernel shows its command line; a daemon writes its pid long after that.
        Assert.That(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{sleep.Id}/cmdline").Length > 0, Patience), Is.True);
        File.WriteAllText(PidFile, $"{sleep.Id}\n");

        var found = RunningProcess.FromPidFile(PidFile, "sleep", "100");
        found?.Signal(RunningProcess.Term);

        Assert.Multiple(async () =>
        {
            Assert.That(found?.Pid, Is.EqualTo(sleep.Id));
            Assert.That(await found!.Value.WaitAsync(Patience, TimeProvider.System, CancellationToken.None), Is.True);
            Assert.That(RunningProcess.FromPidFile(PidFile, "sleep"), Is.Null);
        });
        await sleep.WaitForExitAsync();
    }

    [Test]
    public void A_pid_that_runs_another_program_is_not_believed()
    {
        File.WriteAllText(PidFile, $"{Environment.ProcessId}");
        Assert.That(RunningProcess.FromPidFile(PidFile, "salt-master"), Is.Null);
    }

    [Test]
    public void A_process_that_started_behind_its_pid_file_is_not_believed()
    {
        File.WriteAllText(PidFile, $"{Environment.ProcessId}");
        Assert.That(RunningProcess.FromPidFile(PidFile), Is.Not.Null);

        File.SetLastWriteTimeUtc(PidFile, Process.GetCurrentProcess().StartTime.ToUniversalTime().AddSeconds(-10));

        Assert.That(RunningProcess.FromPidFile(PidFile), Is.Null);
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("99999999")]
    [TestCase("-1")]
    public void A_pid_file_that_names_nobody_names_nobody(string text)
    {
        File.WriteAllText(PidFile, text);
        Assert.That(RunningProcess.FromPidFile(PidFile), Is.Null);
    }

    [Test]
    public void A_pid_with_another_start_time_is_another_process()
    {
        Assert.That(RunningProcess.TryRead(Environment.ProcessId, out var self), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(self.IsAlive, Is.True);
            Assert.That((self with { StartTicks = self.StartTicks - 1 }).IsAlive, Is.False);
        });
    }
}
