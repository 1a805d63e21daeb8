using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Shared.Configuration;
using Salt.Shared.Logging;

namespace Salt.Tests.Unit.Logging;

/// <summary>Where log lines go, and what becomes of those that cannot go there.</summary>
internal sealed class LogSinkTests
{
    [Test]
    public void A_full_disk_under_the_log_stops_nobody()
    {
        using var sink = new LogSink(LogThreshold.Error, "/dev/full", TimeProvider.System);
        var log = sink.CreateLogger("Test");

        Assert.That(() => log.Log(LogLevel.Error, new EventId(1), "said", null, (state, _) => state), Throws.Nothing);
    }

    [Test]
    public void A_log_file_is_nobody_elses_to_read()
    {
        var folder = Directory.CreateTempSubdirectory("salt-log-").FullName;
        var file = Path.Combine(folder, "log", "master");
        new LogSink(LogThreshold.Error, file, TimeProvider.System).Dispose();

        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Directory.Delete(folder, recursive: true);
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
