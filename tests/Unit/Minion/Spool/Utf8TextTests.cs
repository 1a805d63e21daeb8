using System.Text;
using System.Text.Json.Nodes;
using Salt.Minion.Jobs;
using Salt.Minion.Spool;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class Utf8TextTests
{
    [TestCase("", "")]
    [TestCase("a \n\t\r\n", "a")]
    [TestCase("ü\u2003\u00a0", "ü")]
    [TestCase(" a", " a")]
    [TestCase(" \n", "")]
    public void White_space_at_the_end_is_stripped(string text, string stripped) =>
        Assert.That(Utf8Text.Of(text).TrimEnd().ToString(), Is.EqualTo(stripped));

    [Test]
    public void A_text_of_several_pieces_is_one_JSON_string()
    {
        var text = string.Concat(Enumerable.Repeat("aü\"\u0001€😀\n", 10_000));

        var json = Encoding.UTF8.GetString(ReturnText.Of(Utf8Text.Of(text).ToJson(), long.MaxValue).Span);

        Assert.That(JsonNode.Parse(json)!.GetValue<string>(), Is.EqualTo(text));
    }

    [FsCheck.NUnit.Property]
    public bool Its_length_as_JSON_is_known_before_it_is_written(byte[] bytes)
    {
        var text = Utf8Text.Of(bytes);
        var json = ReturnText.Of(text.ToJson(), long.MaxValue);
        return json.Length == text.JsonLength() + 2 && JsonNode.Parse(json.Span)!.GetValue<string>() == Encoding.UTF8.GetString(bytes);
    }

    [TestCase(new byte[] { (byte)'a', 0xC3 }, "a\uFFFD")]
    [TestCase(new byte[] { 0xF0, 0x9F, 0x98, (byte)'b' }, "\uFFFDb")]
    public void What_is_not_UTF8_becomes_replacement_characters(byte[] bytes, string text) =>
        Assert.That(Utf8Text.Of(bytes).ToString(), Is.EqualTo(text));
}
