using Salt.Master.Hosting;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Master.Hosting;

public class CommandLineTests
{
    [Test]
    public void Root_and_folder_are_taken_as_they_are() => Assert.That(
        CommandLine.Parse(["--root", "/r", "-c", "conf"]),
        Is.EqualTo(new CommandLine("/r", "conf", Help: false, Version: false)));

    [TestCase("-h", true, false)]
    [TestCase("--help", true, false)]
    [TestCase("-V", false, true)]
    [TestCase("--version", false, true)]
    public void Help_and_version_are_asked_for_by_either_name(string word, bool help, bool version) =>
        Assert.That(CommandLine.Parse([word]), Is.EqualTo(new CommandLine(null, null, help, version)));

    [TestCase("'--rot' is not understood (salt-master --help)", "--rot", "/r")]
    [TestCase("'x' is not understood (salt-master --help)", "x")]
    [TestCase("--root needs a folder (salt-master --help)", "--root")]
    [TestCase("-c needs a folder (salt-master --help)", "-c", "")]
    public void A_word_that_does_not_fit_is_named(string message, params string[] args)
    {
        var error = Assert.Throws<SaltException>(() => CommandLine.Parse(args));

        Assert.That((error!.Failure, error.Message), Is.EqualTo((Failure.BadRequest, message)));
    }
}
