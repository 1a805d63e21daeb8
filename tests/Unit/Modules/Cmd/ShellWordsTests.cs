using FsCheck;
using FsCheck.Fluent;
using Salt.Minion.Modules.Cmd;

namespace Salt.Tests.Unit.Modules.Cmd;

internal sealed class ShellWordsTests
{
    [TestCase("", new string[0])]
    [TestCase("  \t\n ", new string[0])]
    [TestCase("ls -l /home", new[] { "ls", "-l", "/home" })]
    [TestCase("  a  b ", new[] { "a", "b" })]
    [TestCase("a 'b c' d", new[] { "a", "b c", "d" })]
    [TestCase("a\"b c\"'d e'f", new[] { "ab cd ef" })]
    [TestCase("''", new[] { "" })]
    [TestCase("a '' b", new[] { "a", "", "b" })]
    [TestCase(@"a\ b", new[] { "a b" })]
    [TestCase(@"'a\b'", new[] { @"a\b" })]
    [TestCase("\"a\\\"b\\\\c\\n\"", new[] { "a\"b\\c\\n" })]
    [TestCase("echo $HOME; ls | wc", new[] { "echo", "$HOME;", "ls", "|", "wc" })]
    public void Words_are_those_of_a_shell(string line, string[] expected) =>
        Assert.That(ShellWords.Split(line), Is.EqualTo(expected));

    [TestCase("'a", "No closing quotation")]
    [TestCase("\"a", "No closing quotation")]
    [TestCase("\"a\\", "No closing quotation")]
    [TestCase("a\\", "No escaped character")]
    public void What_is_not_closed_is_said(string line, string message) =>
        Assert.That(() => ShellWords.Split(line), Throws.InstanceOf<FormatException>().With.Message.EqualTo(message));

    [Test]
    public void Any_text_in_single_quotes_is_one_word() => Prop.ForAll<NonNull<string>>(text =>
        ShellWords.Split($"a '{text.Get.Replace("'", "'\\''", StringComparison.Ordinal)}' b").SequenceEqual(["a", text.Get, "b"]))
        .QuickCheckThrowOnFailure();
}
