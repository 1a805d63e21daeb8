using System.Text;
using Salt.Minion.Spool;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class OutputFileTests
{
    private string _path = "";

    [SetUp]
    public void SetUp() => _path = Path.Combine(Directory.CreateTempSubdirectory("salt-").FullName, "stdout");

    [TearDown]
    public void TearDown() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void A_missing_file_is_an_empty_text() =>
        Assert.That(new OutputFile(_path).ReadText(-1, 100), Is.EqualTo(new OutputText("", 0, 0)));

    [TestCase("hello\n", 100, "hello\n", 0)]
    [TestCase("hello\n", 7, "hello\n", 0)]
    [TestCase("0123456789", 4, "01\n[... 6 bytes left out ...]\n89", 6)]
    [TestCase("0\n23456789", 4, "0\n[... 6 bytes left out ...]\n89", 6)]
    [TestCase("0123456789", 0, "[... 10 bytes left out ...]\n", 10)]
    public void Over_the_maximum_head_and_tail_are_shown_and_a_line_says_what_is_not(string printed, int max, string text, int leftOut)
    {
        Print(printed);
        Assert.That(new OutputFile(_path).ReadText(-1, max), Is.EqualTo(new OutputText(text, printed.Length, leftOut)));
    }

    [Test]
    public void What_was_not_kept_is_left_out_like_what_is_not_shown()
    {
        Print("abcd");
        File.WriteAllText(_path + ".00000000000000000010", "klmn");
        File.WriteAllText(_path + ".00000000000000000014", "op");
        Assert.That(
            new OutputFile(_path).ReadText(20, 100),
            Is.EqualTo(new OutputText("abcd\n[... 6 bytes left out ...]\nklmnop\n[... 4 bytes left out ...]\n", 20, 10)));
    }

    [Test]
    public void A_character_across_two_segments_is_whole()
    {
        File.WriteAllBytes(_path, [(byte)'a', 0xC3]);
        File.WriteAllBytes(_path + ".00000000000000000002", [0xBC, (byte)'b']);
        Assert.That(new OutputFile(_path).ReadText(4, 100).Text.ToString(), Is.EqualTo("aüb"));
    }

    [TestCase(4, "a\n[... 6 bytes left out ...]\nz")]
    [TestCase(5, "a\n[... 4 bytes left out ...]\nüz")]
    [TestCase(6, "aü\n[... 2 bytes left out ...]\nüz")]
    [TestCase(8, "aüüüz")]
    public void A_character_that_the_cut_splits_goes_with_what_is_left_out(int max, string text)
    {
        Print("aüüüz");
        Assert.That(new OutputFile(_path).ReadText(-1, max).Text.ToString(), Is.EqualTo(text));
    }

    [Test]
    public void What_is_not_UTF8_becomes_replacement_characters()
    {
        File.WriteAllBytes(_path, [(byte)'a', 0xFF, (byte)'b', 0xC3]);
        Assert.That(new OutputFile(_path).ReadText(-1, 100).Text.ToString(), Is.EqualTo("a\uFFFDb\uFFFD"));
    }

    [TestCase(1000, 600)]
    [TestCase(1000, 300)]
    public void What_takes_more_room_as_JSON_than_as_bytes_is_cut_by_its_JSON(int printed, int max)
    {
        Print("begin" + new string('\u0001', printed) + "end");

        var text = new OutputFile(_path).ReadText(-1, max);

        Assert.That(text.Text.JsonLength(), Is.LessThanOrEqualTo(max + OutputFile.Lines));
        Assert.That(text.Text.ToString(), Does.Contain($"[... {text.LeftOut} bytes left out ...]"));
    }

    [Test]
    public void Reading_on_from_an_offset_meets_every_kept_byte_and_says_where_it_is()
    {
        Print("abcd");
        File.WriteAllText(_path + ".00000000000000000010", "klmn");
        var file = new OutputFile(_path);
        var buffer = new byte[3];
        var read = new List<string>();
        for (var offset = 1L; file.Read(offset, buffer, out var at) is var count and > 0; offset = at + count)
            read.Add($"{at}:{Encoding.ASCII.GetString(buffer, 0, count)}");
        Assert.Multiple(() =>
        {
            Assert.That(read, Is.EqualTo(new[] { "1:bcd", "10:klm", "13:n" }));
            Assert.That(file.End, Is.EqualTo(14));
        });
    }

    private void Print(string text) => File.WriteAllText(_path, text);
}
