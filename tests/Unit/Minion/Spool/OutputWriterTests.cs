using System.Text;
using Salt.Minion.Spool;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class OutputWriterTests
{
    private string _path = "";

    [SetUp]
    public void SetUp() => _path = Path.Combine(Directory.CreateTempSubdirectory("salt-").FullName, "stdout");

    [TearDown]
    public void TearDown() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void A_stream_without_a_byte_has_no_file()
    {
        Write(16, "");
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(_path)!), Is.Empty);
    }

    // Of a maximum of 64 the head takes 32 and each of the four segments of the tail 8.
    [TestCase(1, "0-1")]
    [TestCase(32, "0-32")]
    [TestCase(33, "0-32 32-33")]
    [TestCase(64, "0-32 32-40 40-48 48-56 56-64")]
    [TestCase(65, "0-32 40-48 48-56 56-64 64-65")]
    [TestCase(200, "0-32 168-176 176-184 184-192 192-200")]
    public void Head_and_tail_are_kept_and_the_oldest_of_the_tail_goes(int printed, string kept)
    {
        Write(64, Numbered(printed));
        var segments = OutputSegment.Of(_path);
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', segments.Select(segment => $"{segment.Offset}-{segment.End}")), Is.EqualTo(kept));
            Assert.That(segments.Sum(segment => segment.Length), Is.LessThanOrEqualTo(64));
            foreach (var segment in segments)
                Assert.That(File.ReadAllText(segment.Path), Is.EqualTo(Numbered(printed)[(int)segment.Offset..(int)segment.End]));
        });
    }

    [Test]
    public void It_makes_no_difference_how_the_bytes_come([Values(1, 3, 7, 64, 1000)] int chunk)
    {
        var text = Numbered(777);
        using (var writer = new OutputWriter(_path, 64))
        {
            foreach (var part in Encoding.ASCII.GetBytes(text).Chunk(chunk)) writer.Append(part);
            Assert.That(writer.Total, Is.EqualTo(777));
        }

        var segments = OutputSegment.Of(_path);
        Assert.That(string.Concat(segments.Select(segment => File.ReadAllText(segment.Path))), Is.EqualTo(text[..32] + text[752..]));
    }

    [Test]
    public void With_no_room_at_all_bytes_are_counted_only()
    {
        Write(0, "hello");
        Assert.That(OutputSegment.Of(_path), Is.Empty);
    }

    [Test]
    public void What_cannot_be_written_is_counted_and_a_later_segment_knows_its_place()
    {
        var folder = Path.GetDirectoryName(_path)!;
        using var writer = new OutputWriter(_path, 64);
        writer.Append("head"u8);
        Directory.Move(folder, folder + ".gone");
        writer.Append(new byte[100]);
        Directory.Move(folder + ".gone", folder);
        writer.Append("tail"u8);
        Assert.Multiple(() =>
        {
            Assert.That(writer.Total, Is.EqualTo(108));
            Assert.That(
                OutputSegment.Of(_path).Select(segment => (segment.Offset, segment.Length)),
                Is.EqualTo(new[] { (0L, 32L), (104L, 4L) }));
        });
    }

    private void Write(long max, string text)
    {
        using var writer = new OutputWriter(_path, max);
        writer.Append(Encoding.ASCII.GetBytes(text));
        Assert.That(writer.Total, Is.EqualTo(text.Length));
    }

    private static string Numbered(int length)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++) text.Append(i).Append(' ');
        return text.ToString(0, length);
    }
}
