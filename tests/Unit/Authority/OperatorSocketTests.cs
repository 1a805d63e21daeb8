using Salt.Master.Authority;

namespace Salt.Tests.Unit.Authority;

public class OperatorSocketTests
{
    private const uint MasterUid = 900;
    private const uint SaltGroup = 800;

    [TestCase(0u, new uint[] { 0 }, true)]
    [TestCase(MasterUid, new uint[] { 900 }, true)]
    [TestCase(1000u, new uint[] { 1000, SaltGroup }, true)]
    [TestCase(1000u, new[] { SaltGroup }, true)]
    [TestCase(1000u, new uint[] { 1000, 27 }, false)]
    [TestCase(SaltGroup, new uint[] { 1000 }, false)]
    public void Root_the_master_itself_and_the_group_salt_are_operators(uint uid, uint[] groups, bool allowed) =>
        Assert.That(OperatorSocket.Allows(new PeerCredentials(1, uid, groups.ToHashSet()), MasterUid, SaltGroup), Is.EqualTo(allowed));

    [Test]
    public void Where_there_is_no_group_salt_no_group_counts() =>
        Assert.That(OperatorSocket.Allows(new PeerCredentials(1, 1000, new HashSet<uint> { 0, SaltGroup }), MasterUid, null), Is.False);

    [TestCase("PATH=/bin\0SUDO_USER=alice\0SUDO_UID=1000\0", "alice")]
    [TestCase("SUDO_USER=a.b-c_d@example\0", "a.b-c_d@example")]
    [TestCase("SUDO_USER=root\0", null)]
    [TestCase("SUDO_USER=\0", null)]
    [TestCase("SUDO_USER=al\nice\0", null)]
    [TestCase("SUDO_USER=\u001b[31m\0", null)]
    [TestCase("XSUDO_USER=alice\0", null)]
    [TestCase("", null)]
    public void Who_came_by_sudo_is_read_from_the_environment_if_it_is_a_name(string environment, string? name) =>
        Assert.That(OperatorName.InSudo(environment), Is.EqualTo(name));
}
