using Salt.Minion.Supervision.Running;
using Salt.Minion.Supervision.Trees;

namespace Salt.Tests.Unit.Minion.Supervision;

public sealed class ProcStatTests
{
    private const string Rest = "S 10 42 41 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 2560000 200 18446744073709551615\n";

    [TestCase("42 (sh) ", "sh")]
    [TestCase("42 (a b) ", "a b")]
    [TestCase("42 (x) y (z)) ", "x) y (z)")]
    [TestCase("42 () ", "")]
    public void A_name_may_hold_anything(string start, string name) =>
        Assert.That(ProcStat.Parse(start + Rest), Is.EqualTo(new ProcStat(42, name, 'S', 10, 41, 98765)));

    [Test]
    public void A_zombie_is_not_alive() =>
        Assert.That(ProcStat.Parse("42 (sh) " + Rest.Replace("S", "Z", StringComparison.Ordinal)).IsAlive, Is.False);

    [Test]
    public void The_own_process_can_be_read() =>
        Assert.That(ProcStat.Read(Environment.ProcessId), Is.Not.Null.And.Property(nameof(ProcStat.IsAlive)).True);

    [Test]
    public void A_process_that_is_not_there_is_null() => Assert.That(ProcStat.Read(int.MaxValue), Is.Null);

    [TestCase("Name:\tx\nSigBlk:\t0000000000010002\nSigIgn:\t0\n", 0x10002UL)]
    [TestCase("Name:\tx\n", 0UL)]
    public void Blocked_signals_are_read_from_the_status(string status, ulong mask) =>
        Assert.That(ProcStatus.BlockedSignals(status), Is.EqualTo(mask));
}
