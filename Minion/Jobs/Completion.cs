using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Makes the returns of jobs that have ended, one at a time: a return may be large.</summary>
internal sealed class Completion(JobSpool spool, Outcomes outcomes, ReturnBuilder builder, string bootId, JobInbox inbox, ILogger log)
{
    private readonly Channel<Func<PipelineMessage>> _work = Channel.CreateBounded<Func<PipelineMessage>>(2 * JobPipeline.MostHeld);

    /// <summary>There is room: a job ends once.</summary>
    public void Add(JobAction.Finish ended) => Add(ended.Jid, () => Finish(ended));

    /// <summary>Makes a folder for a job that never had one, for its return.</summary>
    public void Keep(PublishedJob job, JobReturn end) => Add(job.Jid, () => new PipelineMessage.Kept(end, Write(job, end)));

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(stopping)) await inbox.TellAsync(work(), stopping);
    }

    private void Add(Jid jid, Func<PipelineMessage> work)
    {
        if (!_work.Writer.TryWrite(work)) throw new InvalidOperationException($"{jid}: more jobs end than are held");
    }

    private PipelineMessage.Finished Finish(JobAction.Finish ended)
    {
        var spooled = Spooled(ended.Job);
        var answer = outcomes.Of(spooled, ended.Start, ended.End);
        var end = builder.Ended(spooled, ended.Start, ended.End, answer.Outcome);
        return new PipelineMessage.Finished(end, Write(end, answer.Command, ended.Start is null));
    }

    private SpooledJob Spooled(PublishedJob job)
    {
        // Its files were lost or set aside; that has been said already.
        if (!spool.Holds(job.Jid)) return new SpooledJob(job, "", null, default);
        try
        {
            return spool.ReadJob(job.Jid);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            log.JobFileUnreadable(job.Jid, SystemErrors.OfReading(e));
            return new SpooledJob(job, "", null, default);
        }
    }

    private bool Write(PublishedJob job, JobReturn end)
    {
        try
        {
            spool.Create(new SpooledJob(job, bootId, null, end.Started ?? end.Ended), stdin: null);
            spool.WriteReturn(end, command: null, sync: true);
            return true;
        }
        catch (IOException e)
        {
            log.ReturnNotWritten(end.Jid, SystemErrors.Sentence(e));
            return false;
        }
    }

    /// <param name="isOnlyRecord">Of a job that started the end is in its status file too, and its return could be made again.</param>
    private bool Write(JobReturn end, CommandRecord? command, bool isOnlyRecord)
    {
        if (!spool.Holds(end.Jid)) return false;
        try
        {
            spool.WriteReturn(end, command, sync: isOnlyRecord);
            return true;
        }
        catch (IOException e)
        {
            log.ReturnNotWritten(end.Jid, SystemErrors.Sentence(e));
            return false;
        }
    }
}
