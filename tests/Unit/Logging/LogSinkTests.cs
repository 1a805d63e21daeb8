using Microsoft.Extensions.Logging;
using Salt.Shared.Configuration;
using Salt.Shared.Logging;

namespace Salt.Tests.Unit.Logging;

internal sealed class LogSinkTests
{
    private string _file = "";

    [SetUp]
    public void Begin() => _file = Path.Combine(Directory.CreateTempSubdirectory("log-").FullName, "log");

    [TearDown]
    public void End() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Test]
    public void A_log_file_is_its_users_alone_even_one_that_was_not()
    {
        File.WriteAllText(_file, "");
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using (new LogSink(LogThreshold.Info, _file, TimeProvider.System))
            Assert.That(File.GetUnixFileMode(_file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void Whatever_gets_into_a_line_it_stays_one_bounded_line_that_does_nothing()
    {
        var foreign = "a\n\u001b[31m\u202e" + new string('x', 100_000);
        using (var sink = new LogSink(LogThreshold.Info, _file, TimeProvider.System))
            sink.CreateLogger("Test").Log(LogLevel.Information, default, foreign, null, (text, _) => text);
        var text = File.ReadAllText(_file);
        Assert.That(text.Count(c => c == '\n'), Is.EqualTo(1));
        Assert.That(text, Does.Contain("a\\n\\x1b[31m\\u202exxx").And.Contain("characters)").And.Length.LessThan(5000));
    }
}
