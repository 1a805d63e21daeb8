using Salt.Minion.Local;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Local;

internal sealed class CallWordsTests
{
    [TestCase("test.ping", new[] { "test.ping" })]
    [TestCase("--local|cmd.run|ls -l|--out=json|cwd=/", new[] { "cmd.run", "ls -l", "cwd=/" })]
    [TestCase("cmd.run|-x|-5|-", new[] { "cmd.run", "-x", "-5", "-" })]
    [TestCase("cmd.run|--|--out|-d", new[] { "cmd.run", "--out", "-d" })]
    public void What_is_no_option_is_the_functions(string words, string[] expected) =>
        Assert.That(Parse(words).Operands, Is.EqualTo(expected));

    [Test]
    public void Options_may_stand_anywhere()
    {
        var words = Parse("--root|/r|test.ping|-c|/etc/x|--retcode-passthrough|--no-color|--output|yaml|-d");
        Assert.That(
            (words.Root, words.ConfigDir, words.PassesRetcode, words.Colours, words.Out, words.Documents),
            Is.EqualTo(("/r", "/etc/x", true, (bool?)false, "yaml", true)));
    }

    [Test]
    public void Folders_given_before_the_verb_count_too() =>
        Assert.That(CallWords.Parse(["test.ping"], "/r", "/c"), Has.Property("Root").EqualTo("/r").And.Property("ConfigDir").EqualTo("/c"));

    [TestCase("--bogus", "no such option: --bogus")]
    [TestCase("-x|test.ping", "no such option: -x")]
    [TestCase("test.ping|--bogus=1", "no such option: --bogus=1; to hand it to the function, write -- before it")]
    [TestCase("test.ping|--out", "--out needs a value")]
    public void A_wrong_option_is_said_in_one_line(string words, string message)
    {
        var fault = Assert.Throws<SaltException>(() => Parse(words))!;
        Assert.That((fault.Failure, fault.Message), Is.EqualTo((Failure.BadRequest, message)));
    }

    private static CallWords Parse(string words) => CallWords.Parse(words.Split('|'), null, null);
}
