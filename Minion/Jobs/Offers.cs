using Microsoft.Extensions.Logging;
using Salt.Minion.Modules;
using Salt.Minion.Spool;

namespace Salt.Minion.Jobs;

/// <summary>Decides what an offer comes to: a refusal, an answer at once, or a job for the disk and the supervisor.</summary>
internal sealed class Offers(JobCalls calls, Admission admission, ReturnBuilder builder, JobTerms terms, JobInbox inbox, TimeProvider clock, ILogger log)
{
    private readonly HashSet<Task> _running = [];

    /// <returns>The return, if there is one already; null: the inbox will hear.</returns>
    public JobReturn? Take(PublishedJob job, CancellationToken stopping)
    {
        try
        {
            if (job.Fault is { } fault) throw new RefusedException($"ERROR: The job cannot be read: {fault}");
            terms.CheckAge(job.Jid);
            var call = calls.Bind(job);
            if (call.Function.RunsAs == RunsAs.Daemon) return Run(job, call, stopping);
            admission.Add(new AdmissionRequest(terms.WithLimit(job), call));
            return null;
        }
        catch (RefusedException why)
        {
            return Refuse(job, why);
        }
        catch (Exception e)
        {
            // A fault of ours over one job must not end the loop that serves them all.
            log.JobBroke(e, job.Jid);
            return Refuse(job, RefusedException.Broken(e));
        }
    }

    public JobReturn Refuse(PublishedJob job, RefusedException why) => builder.Refused(job, why, clock.GetUtcNow());

    /// <summary>Waits for the daemon functions that are under way.</summary>
    public Task StopAsync() => Task.WhenAll(_running);

    /// <summary>Most of the daemon's functions are done at once, and then nothing need be waited for.</summary>
    private JobReturn? Run(PublishedJob job, FunctionCall call, CancellationToken stopping)
    {
        var started = clock.GetUtcNow();
        var running = FunctionInvoker.InvokeAsync(call, stopping);
        if (running.IsCompletedSuccessfully) return builder.Answered(job, running.Result, started, clock.GetUtcNow());

        _running.RemoveWhere(task => task.IsCompleted);
        _running.Add(AnswerLaterAsync(job, running.AsTask(), started, stopping));
        return null;
    }

    private async Task AnswerLaterAsync(PublishedJob job, Task<Outcome> running, DateTimeOffset started, CancellationToken stopping)
    {
        PipelineMessage message;
        try
        {
            message = new PipelineMessage.Answered(builder.Answered(job, await running, started, clock.GetUtcNow()));
        }
        catch (RefusedException why)
        {
            message = new PipelineMessage.Answered(Refuse(job, why));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            log.JobBroke(e, job.Jid);
            message = new PipelineMessage.Answered(Refuse(job, RefusedException.Broken(e)));
        }

        await inbox.TellAsync(message, stopping);
    }
}
