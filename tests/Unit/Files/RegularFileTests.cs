using System.Diagnostics;
using Salt.Shared.Errors;
using Salt.Shared.Files;

namespace Salt.Tests.Unit.Files;

internal sealed class RegularFileTests
{
    private string _folder = "";

    [SetUp]
    public void Begin() => _folder = Directory.CreateTempSubdirectory("files-").FullName;

    [TearDown]
    public void End() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_file_is_read()
    {
        File.WriteAllText(Place("a"), "grüße");
        File.CreateSymbolicLink(Place("link"), Place("a"));
        Assert.That((RegularFile.ReadText(Place("a")), RegularFile.ReadText(Place("link"))), Is.EqualTo(("grüße", "grüße")));
    }

    [Test]
    [CancelAfter(10_000)]
    public void A_named_pipe_is_refused_at_once()
    {
        using (var making = Process.Start("mkfifo", Place("pipe"))!) making.WaitForExit();
        Assert.That(() => RegularFile.Open(Place("pipe")), Throws.TypeOf<SystemFault>().With.Message.EndsWith("is no regular file"));
    }

    [TestCase("/dev/zero")]
    [TestCase("/dev/tty")]
    [TestCase("/")]
    public void What_is_no_file_is_refused(string path) => Assert.That(() => RegularFile.Open(path), Throws.InstanceOf<IOException>());

    [Test]
    public void A_file_that_is_not_there_is_said_to_be_not_there() =>
        Assert.That(() => RegularFile.Open(Place("none")), Throws.TypeOf<FileNotFoundException>());

    private string Place(string name) => Path.Combine(_folder, name);
}
