using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Jobs;

/// <summary>Checks jobs that will run under the supervisor and puts them on disk. Jobs that come together share the sync
/// of the spool's folder; none is claimed before it.</summary>
internal sealed class Admission(JobSpool spool, SpoolBudget budget, string bootId, JobInbox inbox, TimeProvider clock, ILogger log)
{
    /// <summary>At most so many jobs wait for one sync.</summary>
    private const int MostTogether = 64;

    private readonly Channel<AdmissionRequest> _requests = Channel.CreateBounded<AdmissionRequest>(JobPipeline.MostHeld);

    /// <summary>There is room: every job held is here at most once.</summary>
    public void Add(AdmissionRequest request)
    {
        if (!_requests.Writer.TryWrite(request)) throw new InvalidOperationException($"{request.Job.Jid}: more jobs arrive than are held");
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (await _requests.Reader.WaitToReadAsync(stopping))
        {
            var written = new List<PipelineMessage>();
            while (written.Count < MostTogether && _requests.Reader.TryRead(out var request)) written.Add(Write(request));
            foreach (var message in Sync(written)) await inbox.TellAsync(message, stopping);
        }
    }

    private List<PipelineMessage> Sync(List<PipelineMessage> written)
    {
        try
        {
            if (written.Exists(message => message is PipelineMessage.Admitted)) spool.Sync();
            return written;
        }
        catch (IOException e)
        {
            return written.ConvertAll(message => message is PipelineMessage.Admitted admitted ? Unwritable(admitted.Job, e) : message);
        }
    }

    private PipelineMessage Write(AdmissionRequest request)
    {
        var (job, call) = request;
        try
        {
            if (budget.Refusal() is { } refusal) throw new RefusedException(refusal);
            var plan = call.Function.Plan?.Invoke(call);
            spool.Create(new SpooledJob(job, bootId, plan?.Timeout, clock.GetUtcNow()), plan?.Stdin);
            return new PipelineMessage.Admitted(job);
        }
        catch (RefusedException why)
        {
            return new PipelineMessage.Refused(job, why);
        }
        catch (IOException e)
        {
            return Unwritable(job, e);
        }
        catch (Exception e)
        {
            // A fault of ours over one job must not keep the others from being admitted.
            log.JobBroke(e, job.Jid);
            return new PipelineMessage.Refused(job, RefusedException.Broken(e));
        }
    }

    private static PipelineMessage.Refused Unwritable(PublishedJob job, IOException e) =>
        new(job, new RefusedException($"ERROR: The minion cannot write the job down: {SystemErrors.Sentence(e)}"));
}
