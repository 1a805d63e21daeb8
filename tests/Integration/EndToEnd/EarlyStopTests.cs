using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>A daemon that is asked to stop while it starts ends as at any other time.</summary>
[Parallelizable]
internal sealed class EarlyStopTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        var layout = new Layout(_folder.Path);
        foreach (var (file, text) in ((string, string)[])
            [(layout.MasterConfig, "interface: 127.0.0.1\nret_port: 0\nlog_level: debug\n"), (layout.MinionConfig, "id: web1\nmaster: 127.0.0.1:1\nlog_level: debug\n")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await Leftovers.EndAsync(_folder.Path);
        _folder.Dispose();
    }

    // Each is a file that comes to be while it starts, in this order.
    [TestCase("")]
    [TestCase("var/cache/salt/master")]
    [TestCase("var/cache/salt/master/.lock")]
    [TestCase("etc/salt/pki/master/ca.pem")]
    [TestCase("etc/salt/pki/master/tokens")]
    [TestCase("var/cache/salt/master/jobs/jobs.db")]
    [TestCase("var/cache/salt/master/jobs/jobs.db-wal")]
    [TestCase("run/salt/control.sock")]
    [TestCase("run/salt-master.pid")]
    public Task A_master_that_is_stopped_while_it_starts_ends_well(string moment) => EndsWellAsync(Programs.Master, moment);

    [TestCase("")]
    [TestCase("var/cache/salt/minion")]
    [TestCase("var/cache/salt/minion/lock")]
    [TestCase("etc/salt/pki/minion/minion.key")]
    [TestCase("var/cache/salt/minion/jobs")]
    [TestCase("run/salt-minion.pid")]
    public Task A_minion_that_is_stopped_while_it_starts_ends_well(string moment) => EndsWellAsync(Programs.Minion, moment);

    /// <param name="moment">A file; empty: as soon as it hears signals at all.</param>
    private async Task EndsWellAsync(string program, string moment)
    {
        using var daemon = RunningProgram.Start(program, _folder.Path, "--root", _folder.Path);
        await Eventually.ReachesAsync(
            moment.Length > 0 ? moment : "a handler of SIGTERM",
            () => daemon.HasExited ? "ended" : (moment.Length > 0 ? Path.Exists(_folder.Of(moment)) : HearsTerm(daemon.Pid)) ? "there" : "not yet",
            state => state != "not yet");

        var exit = await daemon.StopAsync();

        var said = $"{daemon.Out}{daemon.Error}";
        // Before its first line the system ends it.
        Assert.That(exit, moment.Length > 0 ? Is.Zero : Is.Zero.Or.EqualTo(128 + Signals.Term), said);
        Assert.That(said, Does.Not.Contain("Exception").And.Not.Contain("   at ").And.Not.Contain("fault"));
        Assert.That(Path.Exists(_folder.Of("run/salt-master.pid")) || Path.Exists(_folder.Of("run/salt-minion.pid")), Is.False);
    }

    // proc(5): the signals that are caught, as a mask.
    private static bool HearsTerm(int pid)
    {
        var caught = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (Convert.ToUInt64(caught["SigCgt:".Length..].Trim(), 16) & (1UL << (Signals.Term - 1))) != 0;
    }
}
