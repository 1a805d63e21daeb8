using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Shared.Configuration;
using Salt.Shared.Logging;

namespace Salt.Tests.Unit.Logging;

/// <summary>Where log lines go, and what becomes of those that cannot go there.</summary>
internal sealed class LogSinkTests
{
    private string _file = "";

    [SetUp]
    public void Begin() => _file = Path.Combine(Directory.CreateTempSubdirectory("log-").FullName, "log");

    [TearDown]
    public void End() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Test]
    public void A_full_disk_under_the_log_stops_nobody()
    {
        using var sink = new LogSink(LogThreshold.Error, "/dev/full", TimeProvider.System);
        var log = sink.CreateLogger("Test");

        Assert.That(() => log.Log(LogLevel.Error, new EventId(1), "said", null, (state, _) => state), Throws.Nothing);
    }

    [Test]
    public void A_log_file_is_its_users_alone_even_one_that_was_not()
    {
        File.WriteAllText(_file, "");
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using (new LogSink(LogThreshold.Info, _file, TimeProvider.System))
            Assert.That(File.GetUnixFileMode(_file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_log_file_that_is_made_is_nobody_elses_to_read()
    {
        var file = Path.Combine(Path.GetDirectoryName(_file)!, "log.d", "master");
        using (new LogSink(LogThreshold.Error, file, TimeProvider.System))
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void Whatever_gets_into_a_line_it_stays_one_bounded_line_that_does_nothing()
    {
        var foreign = "a\n\u001b[31m\u202e" + new string('x', 100_000);
        using (var sink = new LogSink(LogThreshold.Info, _file, TimeProvider.System))
            sink.CreateLogger("Test").Log(LogLevel.Information, default, foreign, null, (text, _) => text);
        var text = File.ReadAllText(_file);
        Assert.That(text.Count(c => c == '\n'), Is.EqualTo(1));
        Assert.That(text, Does.Contain("a\\n\\x1b[31m\\u202exx").And.Contain("characters)").And.Length.LessThan(5000));
    }

    [Test]
    public void Lines_that_were_lost_are_counted_where_the_next_one_is_written()
    {
        using var disk = new Disk { IsFull = true };
        var output = new LogOutput(disk);
        output.Write("one\n"u8);
        output.Write("two\n"u8);

        disk.IsFull = false;
        output.Write("three\n"u8);
        output.Write("four\n"u8);

        Assert.That(Encoding.UTF8.GetString(disk.ToArray()), Is.EqualTo("\n2 log lines before this could not be written\nthree\nfour\n"));
    }

    private sealed class Disk : MemoryStream
    {
        public bool IsFull { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsFull) throw new IOException("No space left on device");
            base.Write(buffer);
        }
    }
}
