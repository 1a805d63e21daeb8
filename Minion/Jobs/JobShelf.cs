using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Where returns wait until they are stored by their issuer: in the job's folder, or, of a job that has none,
/// in memory. Used by the pipeline alone.</summary>
internal sealed class JobShelf(JobSpool spool, SpoolRecovery recovery, SpoolBudget budget, ILogger log)
{
    private readonly Dictionary<Jid, JobReturn> _inMemory = [];
    private readonly Dictionary<Jid, long> _sizes = [];

    /// <param name="written">It is in the job's folder.</param>
    public void Put(JobReturn end, bool written)
    {
        log.Ended(end.Jid, end.State.ToName(), end.Retcode);
        if (!written) _inMemory[end.Jid] = end;
        Count(end.Jid, SpoolBudget.SizeOf(end));
    }

    /// <summary>The waiting return of a job that has one.</summary>
    public WaitingReturn Get(Jid jid) => _inMemory.TryGetValue(jid, out var end)
        ? new WaitingReturn(jid, () => new OpenReturn(end))
        : new WaitingReturn(jid, () => spool.OpenReturn(jid));

    /// <summary>The issuer has it. The folder stays for <c>keep_jobs</c>.</summary>
    public void MarkStored(Jid jid)
    {
        if (_sizes.Remove(jid, out var size)) budget.Add(-size);
        _inMemory.Remove(jid);
        if (!spool.Holds(jid)) return;
        try
        {
            spool.MarkStored(jid);
        }
        catch (IOException e)
        {
            // The next daemon sends it once more, and is told once more that it is stored.
            log.NotMarked(jid, SystemErrors.Sentence(e));
        }
    }

    /// <summary>The job never was: it was withdrawn.</summary>
    public void Discard(Jid jid)
    {
        try
        {
            spool.Discard(jid);
        }
        catch (IOException e)
        {
            log.NotDiscarded(jid, SystemErrors.Sentence(e));
        }
    }

    /// <summary>Every job that is not done with, from the disk.</summary>
    public IReadOnlyList<RecoveredJob> Recover()
    {
        var found = recovery.All();
        if (found.Count > 0) log.TookUp(found.Count);
        foreach (var job in found) CountReturned(job);
        return found;
    }

    /// <summary>A job that is done with, but still on disk: its jid has been used.</summary>
    public RecoveredJob? Find(Jid jid)
    {
        if (!spool.Holds(jid)) return null;
        var found = recovery.One(jid);
        CountReturned(found);
        return found;
    }

    /// <summary>Whose job is on disk under a jid.</summary>
    /// <returns>Null: nobody's, or its file is damaged.</returns>
    public string? IssuerOf(Jid jid)
    {
        if (!spool.Holds(jid)) return null;
        try
        {
            return spool.ReadJob(jid).Job.Issuer;
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            // Whoever takes the job up says so.
            return null;
        }
    }

    private void CountReturned(RecoveredJob found)
    {
        if (found.Returned is not null) Count(found.Job.Jid, new FileInfo(spool.FolderOf(found.Job.Jid).Return).Length);
    }

    private void Count(Jid jid, long size)
    {
        if (_sizes.TryAdd(jid, size)) budget.Add(size);
    }
}
