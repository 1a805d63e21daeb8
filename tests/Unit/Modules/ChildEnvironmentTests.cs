using Salt.Minion.Accounts;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules;

internal sealed class ChildEnvironmentTests
{
    [Test]
    public void What_is_meant_for_the_daemon_alone_is_left_out()
    {
        var child = ChildEnvironment.From(new Dictionary<string, string>
        {
            ["PATH"] = "/bin", ["HOME"] = "/root", ["NOTIFY_SOCKET"] = "/run/systemd/notify", ["WATCHDOG_USEC"] = "1", ["WATCHDOG_PID"] = "1",
            ["DOTNET_gcServer"] = "0", ["COMPlus_TieredPGO"] = "0", ["LISTEN_FDS"] = "1",
        });
        Assert.That(child, Is.EquivalentTo(new Dictionary<string, string> { ["PATH"] = "/bin", ["HOME"] = "/root" }));
    }

    [Test]
    public void A_daemon_without_a_path_gives_its_children_one() =>
        Assert.That(ChildEnvironment.From([])["PATH"], Is.EqualTo(ChildEnvironment.DefaultPath));

    [TestCase("LC_ALL", "fr_FR.UTF-8")]
    [TestCase("LANGUAGE", "fr")]
    public void A_locale_that_was_chosen_is_not_reset(string name, string value)
    {
        var environment = new Dictionary<string, string> { [name] = value };
        ChildEnvironment.ResetLocale(environment, new Dictionary<string, string> { [name] = value });
        Assert.That((environment[name], environment["LC_MESSAGES"]), Is.EqualTo((value, "C")));
    }

    [Test]
    public void The_daemons_own_LC_ALL_does_not_defeat_the_reset()
    {
        var environment = new Dictionary<string, string> { ["LC_ALL"] = "fr_FR.UTF-8", ["LC_TIME"] = "fr_FR.UTF-8" };
        ChildEnvironment.ResetLocale(environment, new Dictionary<string, string>());
        Assert.That((environment.ContainsKey("LC_ALL"), environment["LC_TIME"]), Is.EqualTo((false, "C")));
    }

    [Test]
    public void A_program_of_somebody_else_gets_nothing_of_the_daemons()
    {
        Environment.SetEnvironmentVariable("SALT_TEST_SECRET", "s3cret");
        var environment = ChildEnvironment.Of(new Account("web", 1000, 1000, "/home/web", "/bin/zsh"));
        Assert.That(environment.Keys, Is.SubsetOf(environment.Keys.Where(name => name is "HOME" or "USER" or "LOGNAME" or "SHELL" or "PATH" or "LANG" or "LANGUAGE" or "TZ" || name.StartsWith("LC_", StringComparison.Ordinal))));
        Assert.That(
            (environment["HOME"], environment["USER"], environment["LOGNAME"], environment["SHELL"], environment["PATH"]),
            Is.EqualTo(("/home/web", "web", "web", "/bin/zsh", ChildEnvironment.UserPath)));
    }
}
