using Salt.Shared.Validation;

namespace Salt.Tests.Unit.Validation;

internal sealed class PlainLineTests
{
    [TestCase("", "")]
    [TestCase("Grüße, 世界 😀", "Grüße, 世界 😀")]
    [TestCase("a\nb\r\tc", "a\\nb\\r\\tc")]
    [TestCase("\u001b[31mred\u0007", "\\x1b[31mred\\x07")]
    [TestCase("\u009b31m", "\\x9b31m")]
    [TestCase("\u0000", "\\x00")]
    [TestCase("user\u202egnp.exe", "user\\u202egnp.exe")]
    [TestCase("a\u2028b\ufeff", "a\\u2028b\\ufeff")]
    public void What_acts_on_a_terminal_or_a_log_is_escaped(string text, string line) => Assert.That(PlainLine.Of(text, 100), Is.EqualTo(line));

    [Test]
    public void Half_a_character_is_escaped() => Assert.That(PlainLine.Of("a" + (char)0xd800 + "b", 100), Is.EqualTo("a\\ud800b"));

    [Test]
    public void A_long_text_is_cut_between_characters_and_its_length_told() => Assert.Multiple(() =>
    {
        Assert.That(PlainLine.Of(new string('x', 101), 100), Is.EqualTo(new string('x', 100) + "… (101 characters)"));
        Assert.That(PlainLine.Of("ab😀cd", 3), Is.EqualTo("ab… (6 characters)"));
    });
}
