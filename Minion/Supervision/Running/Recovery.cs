using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;
using Salt.Minion.Supervision.Trees;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>Finds in the jobs folder what an earlier supervisor left: jobs without an end are lost, and whatever is alive
/// of them is killed; ends without a return are told again.</summary>
internal sealed class Recovery(
    EventLoop loop,
    IProcessTrees trees,
    string bootId,
    string jobsDir,
    Action<SupervisedJob> ended,
    ILogger log)
{
    // For a start record that is torn.
    private static readonly StartRecord Unknown = new(0, 0, "", "", DateTimeOffset.UnixEpoch);

    /// <summary>Looks at every job folder without a return; one with a return needs nobody any more.</summary>
    public IEnumerable<SupervisedJob> FindAll()
    {
        if (!Directory.Exists(jobsDir)) yield break;
        foreach (var path in Directory.EnumerateDirectories(jobsDir))
        {
            if (Jid.TryParse(Path.GetFileName(path), out _) && Find(new JobFolder(path)) is { } job) yield return job;
        }
    }

    /// <summary>A job that was acknowledged long ago, for what it may have left running.</summary>
    /// <returns>Null: no such job was ever started here.</returns>
    public SupervisedJob? FindEnded(Jid jid)
    {
        var folder = new JobFolder(Path.Combine(jobsDir, jid.ToString()));
        try
        {
            var status = StatusFile.Read(folder.Status);
            if (status.End is null) return null;
            var job = Recall(folder, status);
            job.IsAcknowledged = true;
            return job;
        }
        catch (IOException e)
        {
            log.FolderUnreadable(folder.Path, e.Message);
            return null;
        }
    }

    private SupervisedJob? Find(JobFolder folder)
    {
        if (File.Exists(folder.Stored)) return null;
        try
        {
            if (ResultsFile.IsFinished(folder.Return)) return null;
            var status = StatusFile.Read(folder.Status);
            if (!status.Started) return null;
            return status.End is null ? Lose(folder, status.Start) : Recall(folder, status);
        }
        catch (IOException e)
        {
            log.FolderUnreadable(folder.Path, SystemErrors.Sentence(e));
            return null;
        }
    }

    private SupervisedJob Lose(JobFolder folder, StartRecord? start)
    {
        var job = new SupervisedJob(loop, folder, StatusFile.Open(folder.Status), ended) { Start = start ?? Unknown };
        var verdict = start is null || start.BootId == bootId ? Verdict.SupervisorDied : Verdict.Rebooted;
        log.Lost(folder.Jid, verdict.Reason);
        job.Lose(verdict, trees.Adopt(folder.Jid, OfThisBoot(start), job.Advance));
        return job;
    }

    private SupervisedJob Recall(JobFolder folder, JobStatus status)
    {
        var job = new SupervisedJob(loop, folder, status: null, ended) { Start = status.Start ?? Unknown };
        job.Recall(status.End!, trees.Adopt(folder.Jid, OfThisBoot(status.Start), job.Advance));
        return job;
    }

    // The pid of another boot is somebody else's by now.
    private StartRecord? OfThisBoot(StartRecord? start) => start?.BootId == bootId ? start : null;
}
