using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>The jobs that run now, for <c>saltutil.running</c> and, as files, for local calls and workers. Written by
/// the pipeline alone, read by anybody.</summary>
internal sealed class RunningJobs(ProcFolder files, ILogger log)
{
    private readonly ConcurrentDictionary<Jid, (PublishedJob Job, int Pid)> _jobs = new();

    public void Add(PublishedJob job, StartRecord start)
    {
        _jobs[job.Jid] = (job, start.Pid);
        try
        {
            files.Write(job, start);
        }
        catch (IOException e)
        {
            // On a full disk a job runs all the same.
            log.ProcFileNotWritten(job.Jid, SystemErrors.Sentence(e));
        }
    }

    /// <summary>Forgets the jobs of an earlier daemon but these.</summary>
    public void KeepOnly(IReadOnlySet<Jid> running) => files.KeepOnly(running);

    public void Remove(Jid jid)
    {
        if (_jobs.TryRemove(jid, out _)) files.Remove(jid);
    }

    /// <summary>In Salt's shape, in order of jid.</summary>
    public IReadOnlyList<JsonObject> InSaltsShape() =>
        [.. _jobs.Values.OrderBy(entry => entry.Job.Jid).Select(entry => InSaltsShape(entry.Job, entry.Pid))];

    private static JsonObject InSaltsShape(PublishedJob job, int pid) => new()
    {
        ["pid"] = pid,
        ["fun"] = job.Fun,
        ["arg"] = PublishedArguments.Of(job),
        ["tgt"] = job.Tgt,
        ["jid"] = job.Jid.ToString(),
        ["ret"] = "",
        ["tgt_type"] = job.TgtType,
        ["user"] = job.User,
    };
}
