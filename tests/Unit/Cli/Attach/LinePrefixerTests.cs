using System.Text;
using Salt.Cli.Attach;

namespace Salt.Tests.Unit.Cli.Attach;

public sealed class LinePrefixerTests
{
    [TestCase("a\nb\n", "> a\n> b\n", "")]
    [TestCase("a|b\n|c", "> ab\n", "> c\n")]
    [TestCase("\n\n", "> \n> \n", "")]
    [TestCase("a|\n|b", "> a\n", "> b\n")]
    [TestCase("", "", "")]
    [TestCase("50%\r100%\n", "> 50%\r100%\n", "")]
    public void A_line_is_passed_on_when_it_is_whole(string pieces, string lines, string open)
    {
        var written = new StringBuilder();
        var prefixer = Prefixer(written);

        foreach (var piece in pieces.Split('|')) prefixer.Write(Encoding.UTF8.GetBytes(piece));
        Assert.That(written.ToString(), Is.EqualTo(lines));

        prefixer.Flush();
        Assert.That(written.ToString(), Is.EqualTo(lines + open));
    }

    [Test]
    public void A_character_in_two_pieces_is_whole()
    {
        var written = new StringBuilder();
        var prefixer = Prefixer(written);
        prefixer.Write([0xC3]);
        prefixer.Write([0xBC, (byte)'\n']);
        Assert.That(written.ToString(), Is.EqualTo("> ü\n"));
    }

    [Test]
    public void A_line_without_an_end_is_not_kept_without_an_end()
    {
        var written = new StringBuilder();
        var prefixer = Prefixer(written);
        var line = new string('x', LinePrefixer.LongestLine);

        for (var i = 0; i < 3; i++) prefixer.Write(Encoding.ASCII.GetBytes(line[1..]));
        prefixer.Flush();

        Assert.That(
            written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(new[] { $"> {line}", $"> {line}", $"> {line[3..]}" }));
    }

    [Test]
    public void After_a_flush_the_next_line_begins_with_the_prefix()
    {
        var written = new StringBuilder();
        var prefixer = Prefixer(written);
        prefixer.Write("a"u8);
        prefixer.Flush();
        prefixer.Flush();
        prefixer.Write("b\n"u8);
        Assert.That(written.ToString(), Is.EqualTo("> a\n> b\n"));
    }

    private static LinePrefixer Prefixer(StringBuilder written) =>
        new("> "u8.ToArray(), lines => written.Append(Encoding.UTF8.GetString(lines)));
}
