using Salt.Minion.Accounts;

namespace Salt.Tests.Unit.Accounts;

internal sealed class AccountTests
{
    private const string Passwd = """
        root:x:0:0:root:/root:/bin/bash
        broken line
        overflow:x:99999999999:0::/:/bin/sh
        deploy:x:1000:1000:Deploy,,,:/home/deploy:/bin/zsh
        """;

    private const string Group = """
        root:x:0:
        adm:x:4:syslog,deploy
        broken
        docker:x:998:deploy
        dep:x:997:deployment
        deploy:x:1000:deploy
        """;

    [Test]
    public void An_account_is_found_by_name() => Assert.That(
        Account.Find(Passwd, account => account.Name == "deploy"),
        Is.EqualTo(new Account("deploy", 1000, 1000, "/home/deploy", "/bin/zsh") { Password = "x", FullName = "Deploy" }));

    [TestCase("overflow")]
    [TestCase("broken line")]
    [TestCase("nosuchuser")]
    public void A_line_that_is_no_account_names_nobody(string name) =>
        Assert.That(Account.Find(Passwd, account => account.Name == name), Is.Null);

    [Test]
    public void Its_groups_are_its_own_and_those_that_list_it() => Assert.That(
        Account.Find(Passwd, account => account.Uid == 1000)!.Groups(Group), Is.EqualTo(new uint[] { 1000, 4, 998 }));

    [TestCase("docker", 998u)]
    [TestCase("nosuch", null)]
    public void A_group_is_found_by_name(string name, uint? gid) => Assert.That(Account.FindGroup(Group, name), Is.EqualTo(gid));
}
