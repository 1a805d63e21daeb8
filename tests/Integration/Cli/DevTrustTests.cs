using System.Diagnostics;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Cli;

/// <summary>What others have put where <c>dev</c> would work is refused before anything is written.</summary>
[Parallelizable]
internal sealed class DevTrustTests
{
    // Each as root, in a folder of the test's own; $1 is where nothing may appear. Other users are 65534 (nobody).
    private static readonly (string Name, string Plant, string Words)[] Cases =
    [
        ("a folder of another user's with a link to elsewhere", "mkdir .salt; ln -s $1 .salt/etc; chown -hR 65534 .salt", ""),
        ("a folder that others may write to, with a link in it", "mkdir .salt; ln -s $1 .salt/etc; chmod 777 .salt", ""),
        ("a link in place of the folder", "ln -s $1 .salt", ""),
        ("another user's link in place of the folder", "chmod 1777 .; ln -s $1 .salt; chown -h 65534 .salt", ""),
        ("a file in place of the folder", "echo x > .salt; chown 65534 .salt", ""),
        ("--root into another user's folder", "mkdir theirs; chown 65534 theirs", "--root theirs"),
        ("--root below another user's folder", "mkdir theirs; chown 65534 theirs", "--root theirs/new"),
        ("--root through another user's link", "mkdir theirs; ln -s $1 theirs/link; chown -hR 65534 theirs", "--root theirs/link"),
        ("--root into a folder that anybody may write to", "mkdir open; chmod 777 open", "--root open/new"),
    ];

    private TemporaryFolder _folder = null!;

    private static IEnumerable<TestCaseData> All => Cases.Select(one => new TestCaseData(one.Plant, one.Words).SetArgDisplayNames(one.Name));

    [SetUp]
    public void Make()
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can plant what belongs to others");
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await Leftovers.EndAsync(_folder.Path);
        _folder.Dispose();
    }

    [TestCaseSource(nameof(All))]
    public async Task Nothing_is_written_where_others_decide(string plant, string words)
    {
        var (work, elsewhere) = (_folder.Of("work"), _folder.Of("elsewhere"));
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(elsewhere);
        using (var sh = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", plant, "sh", elsewhere]) { WorkingDirectory = work })!) await sh.WaitForExitAsync();
        var before = Tree();

        foreach (var how in (string[])["--once", "--detach", "--stop"])
        {
            var result = await RunningProgram.Start("/bin/sh", work, "-c", $"exec {Programs.Cli} dev {how} --minions 1 {words}").FinishAsync();
            Assert.That(result.Exit, Is.EqualTo(ExitCodes.Denied), $"{how}: {result}");
            Assert.That(result.Error, Does.Contain("is not a folder that only you may write to"));
            Assert.That(Tree(), Is.EqualTo(before), how);
        }
    }

    private string[] Tree() => [.. Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
