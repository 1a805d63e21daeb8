using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Jobs;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Spool;

/// <summary>Whatever lies where a file of a job was: the daemon starts, and who looks at the job is answered.</summary>
public sealed class DamagedSpoolTests
{
    private static readonly Jid Jid = Jid.Parse("20260704120000000001");
    private static readonly DateTimeOffset Then = new(2026, 7, 4, 12, 0, 0, TimeSpan.Zero);

    private string _cache = "";
    private JobSpool _spool = null!;
    private ProcFolder _proc = null!;

    [SetUp]
    public void SetUp()
    {
        _cache = Directory.CreateTempSubdirectory("salt-").FullName;
        (_spool, _proc) = (new JobSpool(_cache), new ProcFolder(_cache));
        var job = new PublishedJob("master", Jid, "cmd.run", Encoding.UTF8.GetBytes("[\"echo\"]"), default, "*", "glob", "root", null, default);
        _spool.Create(new SpooledJob(job, "boot", null, Then), null);
        var start = new StartRecord(7, 8, "boot", "", Then);
        StatusFile.Begin(_spool.FolderOf(Jid).Status, start).Dispose();
        _proc.Write(job, start);
        _spool.WriteReturn(new JobReturn { Issuer = "master", Jid = Jid, Fun = "cmd.run", State = JobState.Failed, Retcode = 1, Ret = Encoding.UTF8.GetBytes("1"), Ended = Then }, null, sync: false);
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_cache, recursive: true);

    [Test]
    [CancelAfter(20_000)]
    public async Task What_is_no_file_is_passed_over_and_never_waited_for(
        [Values("job.json", "status", "return.json")] string file, [Values("folder", "pipe", "link")] string instead, CancellationToken cancellation)
    {
        var path = Path.Combine(_spool.FolderOf(Jid).Path, file);
        File.Delete(path);
        Place(path, instead);

        var recovered = await Task.Run(
            () =>
            {
                _ = new CachedJobs(_cache).Find(Jid);
                return new SpoolRecovery(_spool, _proc, "boot", TimeProvider.System, NullLogger.Instance).All();
            },
            cancellation).WaitAsync(cancellation);

        Assert.That(recovered.Single().Job.Jid, Is.EqualTo(Jid));
    }

    [TestCase("folder")]
    [TestCase("pipe")]
    [TestCase("link")]
    [CancelAfter(20_000)]
    public async Task A_proc_file_that_is_none_is_passed_over(string instead, CancellationToken cancellation)
    {
        var path = Path.Combine(_cache, "proc", Jid.ToString());
        File.Delete(path);
        Place(path, instead);
        Assert.That(await Task.Run(_proc.Read, cancellation).WaitAsync(cancellation), Is.Empty);
    }

    [TestCase("{\"a\":1,\"a\":2}")]
    [TestCase("{\"fun\":\"\\ud800\"}")]
    [TestCase("[]")]
    [TestCase("")]
    public void A_proc_file_that_is_damaged_is_passed_over(string text)
    {
        File.WriteAllText(Path.Combine(_cache, "proc", Jid.ToString()), text);
        Assert.That((_proc.Read(), _proc.Find(Jid)), Is.EqualTo((Array.Empty<object>(), (PublishedJob?)null)));
    }

    /// <summary>A folder that was copied, or a bit that turned over.</summary>
    [TestCase("job.json")]
    [TestCase("return.json")]
    public void A_file_of_another_job_is_not_this_ones(string file)
    {
        var path = Path.Combine(_spool.FolderOf(Jid).Path, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(Jid.ToString(), "20260704120000001001"));

        var recovered = new SpoolRecovery(_spool, _proc, "boot", TimeProvider.System, NullLogger.Instance).All().Single();

        Assert.That((recovered.Job.Jid, recovered.Returned), Is.EqualTo((Jid, (JobState?)null)));
    }

    private static void Place(string path, string instead)
    {
        if (instead == "folder") Directory.CreateDirectory(path);
        else if (instead == "link") File.CreateSymbolicLink(path, path);
        else Process.Start("mkfifo", path).WaitForExit();
    }
}
