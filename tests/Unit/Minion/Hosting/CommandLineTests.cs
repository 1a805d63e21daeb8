using Salt.Minion.Hosting;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Minion.Hosting;

public sealed class CommandLineTests
{
    [TestCase("", "", null, null, "")]
    [TestCase("--root /r", "", "/r", null, "")]
    [TestCase("--root=/r", "", "/r", null, "")]
    [TestCase("-c /etc/x", "", null, "/etc/x", "")]
    [TestCase("worker /jobs/1", "worker", null, null, "/jobs/1")]
    [TestCase("--root /r call test.arg --root x", "call", "/r", null, "test.arg --root x", TestName = "What_follows_the_verb_is_the_verbs")]
    [TestCase("--version", "version", null, null, "")]
    [TestCase("--root /r --help", "help", "/r", null, "")]
    public void Words_are_read(string words, string verb, string? root, string? configDir, string rest)
    {
        var line = CommandLine.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That((line.Verb, line.Root, line.ConfigDir, string.Join(' ', line.Rest)), Is.EqualTo((verb, root, configDir, rest)));
    }

    [TestCase("--root", "--root needs a folder")]
    [TestCase("-c", "-c needs a folder")]
    [TestCase("--root=", "the folder's name is empty")]
    [TestCase("--rot x", "unknown option --rot")]
    public void A_wrong_option_is_named(string words, string message) => Assert.That(
        () => CommandLine.Parse(words.Split(' ')),
        Throws.TypeOf<SaltException>().With.Message.StartsWith(message).And.Property("Failure").EqualTo(Failure.BadRequest));
}
