using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;

namespace Salt.Minion.Jobs;

/// <summary>Makes the returns of jobs that have ended, one at a time: a return may be large.</summary>
internal sealed class Completion(JobSpool spool, Outcomes outcomes, ReturnBuilder builder, JobInbox inbox, ILogger log)
{
    private readonly Channel<JobAction.Finish> _ended = Channel.CreateBounded<JobAction.Finish>(JobPipeline.MostHeld);

    /// <summary>There is room: a job ends once.</summary>
    public void Add(JobAction.Finish ended)
    {
        if (!_ended.Writer.TryWrite(ended)) throw new InvalidOperationException($"{ended.Jid}: more jobs end than are held");
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var ended in _ended.Reader.ReadAllAsync(stopping))
        {
            await inbox.TellAsync(Finish(ended), stopping);
        }
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
            log.JobFileUnreadable(job.Jid, e.Message);
            return new SpooledJob(job, "", null, default);
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
            log.ReturnNotWritten(end.Jid, e.Message);
            return false;
        }
    }
}
