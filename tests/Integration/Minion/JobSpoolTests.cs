using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Jobs;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Minion;

public sealed class JobSpoolTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private string _cache = "";
    private JobSpool _spool = null!;

    [SetUp]
    public void SetUp()
    {
        _cache = Directory.CreateTempSubdirectory("salt-spool-").FullName;
        _spool = new JobSpool(_cache);
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_cache, recursive: true);

    [Test]
    public void A_job_is_for_its_owner_alone_and_its_end_has_room()
    {
        var jid = Create(0);

        var folder = _spool.FolderOf(jid);
        Assert.Multiple(() =>
        {
            Assert.That(File.GetUnixFileMode(folder.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            Assert.That(File.GetUnixFileMode(folder.Job), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(new FileInfo(folder.Status).Length, Is.Positive);
            Assert.That(File.ReadAllText(folder.Stdin), Is.EqualTo("input"));
        });
    }

    [Test]
    public void What_a_killed_daemon_left_half_made_is_gone_and_its_jobs_are_not()
    {
        var jid = Create(0);
        Directory.CreateDirectory(Path.Combine(_cache, "jobs", ".20261121010203000004"));

        Assert.That(_spool.Clean(), Is.EqualTo(new[] { jid }));
        Assert.That(Directory.GetDirectories(Path.Combine(_cache, "jobs")), Has.Length.EqualTo(1));
    }

    [Test]
    public void Only_jobs_that_were_stored_long_enough_ago_are_purged()
    {
        var (old, recent, waiting) = (Create(0), Create(1), Create(2));
        _spool.MarkStored(old);
        _spool.MarkStored(recent);
        File.SetLastWriteTimeUtc(_spool.FolderOf(old).Stored, Now.UtcDateTime.AddHours(-25));

        var purged = new SpoolKeeper(_spool, TimeSpan.FromHours(24), TimeProvider.System, NullLogger.Instance).Purge(Now.AddHours(-24));

        Assert.That(purged, Is.EqualTo(1));
        Assert.That(_spool.Clean(), Is.EquivalentTo(new[] { recent, waiting }));
    }

    [Test]
    public void A_withdrawn_job_leaves_nothing()
    {
        var jid = Create(0);

        _spool.Discard(jid);

        Assert.That(Directory.GetFileSystemEntries(Path.Combine(_cache, "jobs")), Is.Empty);
    }

    private Jid Create(int number)
    {
        var jid = Jid.At(Now.AddDays(-2).AddSeconds(number));
        _spool.Create(
            new SpooledJob(new PublishedJob("master", jid, "f", default, default, "*", "glob", "root", null, default), "boot", null, Now),
            "input");
        return jid;
    }
}
