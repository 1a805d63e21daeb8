using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Files;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Files;

internal sealed class FileServerTests
{
    private string _folder = "";
    private FileServer _files = null!;

    [SetUp]
    public void Begin()
    {
        _folder = Directory.CreateTempSubdirectory("roots-").FullName;
        _files = new FileServer(new FileRoots(new Dictionary<string, IReadOnlyList<string>> { ["base"] = [_folder] }), NullLogger<FileServer>.Instance);
        File.WriteAllText(Path.Combine(_folder, "a.sls"), "a");
    }

    [TearDown]
    public void End() => Directory.Delete(_folder, recursive: true);

    [Test]
    [CancelAfter(10_000)]
    public void A_named_pipe_among_the_files_is_passed_over()
    {
        MakePipe("pipe");
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "pipe"));
        Assert.That(_files.List("base").Select(file => file.Path), Is.EqualTo(new[] { "a.sls" }));
    }

    [Test]
    [CancelAfter(10_000)]
    public void A_file_that_became_a_named_pipe_is_not_there_any_more()
    {
        var listed = _files.List("base").Single();
        File.Delete(Path.Combine(_folder, "a.sls"));
        MakePipe("a.sls");
        Assert.That(
            () => _files.Open("base", "a.sls", listed.Sha256),
            Throws.TypeOf<SaltException>().With.Property(nameof(SaltException.Failure)).EqualTo(Failure.NotFound));
    }

    private void MakePipe(string name)
    {
        using var making = Process.Start("mkfifo", Path.Combine(_folder, name))!;
        making.WaitForExit();
    }
}
