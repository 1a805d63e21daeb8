using Salt.Minion.Supervision.Trees;

namespace Salt.Tests.Unit.Minion.Supervision;

public sealed class CgroupMountTests
{
    private const string Pure = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

    private const string Hybrid =
        "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n" +
        "37 31 0:34 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer\n" +
        "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";

    private const string Part = "30 23 0:26 /docker/abc /sys/fs/cgroup ro master:3 shared:9 - cgroup2 cgroup rw\n";

    [TestCase(Pure, "0::/system.slice/salt-minion.service\n", "/sys/fs/cgroup/system.slice/salt-minion.service", TestName = "Pure version 2")]
    [TestCase(Pure, "0::/\n", "/sys/fs/cgroup", TestName = "The root group")]
    [TestCase(Hybrid, "9:name=systemd:/\n4:memory:/x\n0::/\n", "/sys/fs/cgroup/unified", TestName = "Hybrid, root group")]
    [TestCase(Hybrid, "4:memory:/x\n0::/user.slice\n", "/sys/fs/cgroup/unified/user.slice", TestName = "Hybrid")]
    [TestCase(Part, "0::/docker/abc\n", "/sys/fs/cgroup", TestName = "A mount of a part, its root")]
    [TestCase(Part, "0::/docker/abc/inner\n", "/sys/fs/cgroup/inner", TestName = "A mount of a part, below its root")]
    [TestCase(Part, "0::/docker/abcdef\n", null, TestName = "A mount of another part with the same beginning")]
    [TestCase(Pure, "0::/../other\n", null, TestName = "A group outside the namespace")]
    [TestCase(Pure, "4:memory:/x\n", null, TestName = "Version 1 only")]
    [TestCase("31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n", "0::/\n", null, TestName = "Not mounted")]
    [TestCase("30 23 0:26 / /mnt/a\\040b rw - cgroup2 none rw\n", "0::/x\n", "/mnt/a b/x", TestName = "A blank in the path")]
    [TestCase("broken\n\n" + Pure, "0::/x\n", "/sys/fs/cgroup/x", TestName = "A line that is none")]
    public void The_own_group_is_found(string mountinfo, string cgroup, string? folder) =>
        Assert.That(CgroupMount.Find(mountinfo, cgroup), Is.EqualTo(folder));

    [TestCase("populated 1\nfrozen 0\n", true, false)]
    [TestCase("populated 0\nfrozen 0\n", false, false)]
    [TestCase("populated 1\nfrozen 1\n", true, true)]
    [TestCase(null, false, false)]
    public void Events_tell_whether_anybody_lives_there_and_moves(string? text, bool populated, bool frozen) =>
        Assert.That(CgroupEvents.Parse(text), Is.EqualTo(new CgroupEvents(populated, frozen)));
}
