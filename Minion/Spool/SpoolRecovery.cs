using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Minion.Supervision;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>Reads back what a daemon before this one wrote.</summary>
/// <param name="bootId">Of the machine now.</param>
internal sealed class SpoolRecovery(JobSpool spool, ProcFolder proc, string bootId, TimeProvider clock, ILogger log)
{
    /// <summary>Every job whose return is not stored, in the order of acceptance.</summary>
    public IReadOnlyList<RecoveredJob> All() =>
    [
        .. spool.Clean()
            .Where(jid => !File.Exists(spool.FolderOf(jid).Stored))
            .Select(jid => (jid, Read(jid, out var accepted), accepted))
            .OrderBy(found => found.accepted)
            .ThenBy(found => found.jid)
            .Select(found => found.Item2),
    ];

    /// <summary>One job, stored or not; it has a folder.</summary>
    public RecoveredJob One(Jid jid) => Read(jid, out _);

    private RecoveredJob Read(Jid jid, out DateTimeOffset accepted)
    {
        try
        {
            var spooled = spool.ReadJob(jid);
            accepted = spooled.Accepted;
            var status = StatusFile.Read(spool.FolderOf(jid).Status);
            return new RecoveredJob(spooled.Job, spooled.BootId != bootId, Start(status), status.End, Returned(jid));
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            accepted = jid.Time;
            if (Begun(jid) is { } begun)
            {
                log.JobFollowedWithoutFile(jid, SystemErrors.OfReading(e));
                return begun;
            }

            log.JobSetAside(jid, spool.SetAside(jid), SystemErrors.OfReading(e));
            return Damaged(jid);
        }
    }

    /// <summary>A job whose file is damaged, but which has begun and has no return yet: its supervisor follows it without that
    /// file, and what the job is stands in its proc file too.</summary>
    private RecoveredJob? Begun(Jid jid)
    {
        try
        {
            var status = StatusFile.Read(spool.FolderOf(jid).Status);
            if (!status.Started || ResultsFile.IsFinished(spool.FolderOf(jid).Return) || proc.Find(jid) is not { } job) return null;
            var start = Start(status)!;
            return new RecoveredJob(job, start.BootId != bootId, start, status.End, Returned: null);
        }
        catch (IOException)
        {
            // That is damaged too.
            return null;
        }
    }

    /// <summary>A torn record means that the start was tried: the supervisor will say what became of it.</summary>
    private StartRecord? Start(JobStatus status) =>
        status.Start ?? (status.Started ? new StartRecord(0, 0, bootId, "", clock.GetUtcNow()) : null);

    private JobState? Returned(Jid jid)
    {
        var folder = spool.FolderOf(jid);
        if (!ResultsFile.IsFinished(folder.Return)) return null;
        try
        {
            using var opened = spool.OpenReturn(jid);
            return opened.End.State;
        }
        catch (FormatException e)
        {
            log.ReturnMadeAgain(jid, SystemErrors.OfReading(e));
            File.Move(folder.Return, folder.Return + ".damaged", overwrite: true);
            return null;
        }
    }

    /// <summary>Whose it was and what it was to do, nobody can say any more.</summary>
    private RecoveredJob Damaged(Jid jid)
    {
        var job = new PublishedJob("", jid, "", default, default, "", "", "", null, default);
        return new RecoveredJob(job, Rebooted: false, null, Ends.Lost("its files on the minion were damaged", clock.GetUtcNow()), null);
    }
}
