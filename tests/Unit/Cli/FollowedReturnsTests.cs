using Salt.Cli.Run;

namespace Salt.Tests.Unit.Cli;

public sealed class FollowedReturnsTests
{
    [TestCase("cmd.run", true)]
    [TestCase("cmd.run_all", true)]
    [TestCase("cmd.exec_code", true)]
    [TestCase("cmd.run_bg", false)]
    [TestCase("cmd.which", false)]
    [TestCase("test.ping", false)]
    [TestCase("cmd.run,cmd.shell", false)]
    [TestCase("cmd.run,test.ping", false)]
    public void What_a_command_printed_is_not_printed_again(string fun, bool seen) =>
        Assert.That(FollowedReturns.AreSeen(fun), Is.EqualTo(seen));
}
