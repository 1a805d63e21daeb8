using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class ResultsFileTests
{
    private string _path = "";

    [SetUp]
    public void SetUp() => _path = Path.GetTempFileName();

    [TearDown]
    public void TearDown() => File.Delete(_path);

    [TestCase("", false, Description = "a power loss took the content")]
    [TestCase("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", false)]
    [TestCase("{\"finished\":", false)]
    [TestCase("{\"finished\":0,\"started\":1", false)]
    [TestCase("{\"finished\":1,\"started\":1", true)]
    public void Its_first_bytes_tell_whether_the_job_has_returned(string text, bool expected)
    {
        File.WriteAllText(_path, text);
        Assert.That(ResultsFile.IsFinished(_path), Is.EqualTo(expected));
    }

    [Test]
    public void One_that_is_not_there_is_not_finished() => Assert.That(ResultsFile.IsFinished(_path + ".nosuch"), Is.False);

    [Test]
    public void What_is_written_at_acceptance_is_not_finished()
    {
        File.WriteAllBytes(_path, ResultsFile.Begun(Jid.Parse("20261121010203000004"), "/x"));
        Assert.That(ResultsFile.IsFinished(_path), Is.False);
    }

    [TestCase(0, "0:00:00.000000")]
    [TestCase(-5, "0:00:00.000000", Description = "the clock was set back")]
    [TestCase(2_000_007, "0:00:02.000007")]
    [TestCase(36_061_000_000, "10:01:01.000000")]
    [TestCase(86_400_000_000, "1 day, 0:00:00.000000")]
    [TestCase(200_000_000_000, "2 days, 7:33:20.000000")]
    public void A_length_of_time_is_Pythons(long microseconds, string expected) =>
        Assert.That(PythonTime.Duration(TimeSpan.FromMicroseconds(microseconds)), Is.EqualTo(expected));
}
