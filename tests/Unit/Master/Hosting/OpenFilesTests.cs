using Salt.Master.Hosting;

namespace Salt.Tests.Unit.Master.Hosting;

public class OpenFilesTests
{
    [TestCase("Max open files            1024                 524288               files", 1024)]
    [TestCase("Max open files            unlimited            unlimited            files", long.MaxValue)]
    public void The_soft_limit_counts(string line, long limit) =>
        Assert.That(OpenFiles.Parse(["Limit  Soft Limit  Hard Limit  Units", line]), Is.EqualTo(limit));

    [Test]
    public void This_process_has_one() => Assert.That(OpenFiles.Limit(), Is.Positive);
}
