using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision.Running;

/// <summary>Makes the ends of one turn of the loop durable together: all are written, then all are synced, and only then
/// are they told.</summary>
internal sealed class EndWriter(ILogger log, Action<SupervisedJob> written)
{
    private readonly List<SupervisedJob> _waiting = [];

    public bool HasWaiting => _waiting.Count > 0;

    public void Add(SupervisedJob job) => _waiting.Add(job);

    public void WriteAll()
    {
        if (_waiting.Count == 0) return;
        foreach (var job in _waiting) Try(job, status => status.Write(job.End!));
        foreach (var job in _waiting) Try(job, status => status.Sync());
        foreach (var job in _waiting)
        {
            job.Status?.Dispose();
            written(job);
        }

        _waiting.Clear();
    }

    // The disk fails. The end is true all the same, and telling it now is the last chance that anybody hears of it.
    private void Try(SupervisedJob job, Action<StatusFile> write)
    {
        try
        {
            if (job.Status is { } status) write(status);
        }
        catch (IOException e)
        {
            log.EndNotWritten(job.Jid, SystemErrors.Sentence(e));
        }
    }
}
