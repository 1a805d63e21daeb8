using Salt.Cli.Connection;
using Salt.Cli.Frame;

namespace Salt.Tests.Unit.Cli;

public class ClusterLocatorTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private string _folder = "";
    private readonly List<string> _said = [];

    private string Dev => Path.Combine(_folder, ".salt");

    private string Inner => Path.Combine(_folder, "a", "b");

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("locator").FullName;
        Directory.CreateDirectory(Inner);
        _said.Clear();
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_dev_folder_above_the_working_directory_wins_and_is_named()
    {
        Directory.CreateDirectory(Dev, Private);

        Assert.Multiple(() =>
        {
            Assert.That(Locate(), Is.EqualTo($"{Dev}/run/salt/control.sock"));
            Assert.That(_said, Is.EqualTo(new[] { $"Using the cluster in {Dev}" }));
        });
    }

    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void A_dev_folder_that_others_may_write_is_ignored_and_named(UnixFileMode others)
    {
        Directory.CreateDirectory(Dev);
        File.SetUnixFileMode(Dev, Private | others);

        Assert.Multiple(() =>
        {
            Assert.That(Locate(), Is.EqualTo("/run/salt/control.sock"));
            Assert.That(_said, Is.EqualTo(new[] { $"{Dev} is ignored: others may write to it" }));
        });
    }

    [Test]
    public void A_link_or_a_file_of_that_name_is_no_dev_folder()
    {
        File.CreateSymbolicLink(Dev, Directory.CreateDirectory(Path.Combine(_folder, "elsewhere"), Private).FullName);
        File.WriteAllText(Path.Combine(Inner, ".salt"), "");

        Assert.Multiple(() =>
        {
            Assert.That(Locate(), Is.EqualTo("/run/salt/control.sock"));
            Assert.That(_said, Is.Empty);
        });
    }

    [Test]
    public void What_is_named_wins_over_what_is_found()
    {
        Directory.CreateDirectory(Dev, Private);

        Assert.Multiple(() =>
        {
            Assert.That(Locate("--root", "/elsewhere"), Is.EqualTo("/elsewhere/run/salt/control.sock"));
            Assert.That(Locate("-c", "/elsewhere"), Is.EqualTo("/run/salt/control.sock"));
            Assert.That(_said, Is.Empty);
        });
    }

    [TestCase("sock_dir: /sockets", "ROOT/sockets/control.sock")]
    [TestCase("root_dir: /other", "ROOT/run/salt/control.sock", Description = "--root is the word of the user")]
    [TestCase("# sock_dir: /sockets", "ROOT/run/salt/control.sock")]
    [TestCase("interface: 127.0.0.1", "ROOT/run/salt/control.sock")]
    public void A_configuration_may_move_the_socket(string configuration, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "etc", "salt"));
        File.WriteAllText(Path.Combine(_folder, "etc", "salt", "master"), configuration);

        Assert.That(Locate("--root", _folder), Is.EqualTo(expected.Replace("ROOT", _folder)));
    }

    [Test]
    public void A_configuration_folder_may_move_everything()
    {
        var parts = Directory.CreateDirectory(Path.Combine(_folder, "master.d")).FullName;
        File.WriteAllText(Path.Combine(parts, "root.conf"), "root_dir: /other");

        Assert.That(Locate("-c", _folder), Is.EqualTo("/other/run/salt/control.sock"));
    }

    private string Locate(params string[] words) =>
        ClusterLocator.Locate(WordParser.Parse(words, CommonOptions.All), Inner, _said.Add).ControlSocket;
}
