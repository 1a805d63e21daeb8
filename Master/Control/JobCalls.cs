using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Salt.Master.Authority;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The calls of Control that submit jobs and follow them.</summary>
internal sealed class JobCalls(
    JobSubmitter submitter, JobHistory history, HistoryCalls shows, JobTeller teller, IHostApplicationLifetime lifetime)
{
    public async Task RunAsync(RunRequest request, Peer.Operator caller, IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        var watch = await submitter.SubmitAsync(ControlEdge.Job(request, caller));
        if (watch is null)
        {
            await stream.WriteAsync(new JobEvent { Submitted = ControlMessages.NoJob(request) });
            await stream.WriteAsync(new JobEvent { Finished = new Finished() });
            return;
        }

        await TellAsync(watch, stream, request.SubmitOnly, request.AcceptOnly, context);
    }

    public async Task FollowAsync(FollowRequest request, IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        var job = await history.FindAsync(ControlEdge.Jid(request.Jid), context.CancellationToken);
        if (job.Active is { } active) await TellAsync(history.Watch(active), stream, submitOnly: false, acceptOnly: false, context);
        else await shows.ShowAsync(job, withReturns: true, stream, context.CancellationToken);
    }

    private async Task TellAsync(
        JobWatch watch, IServerStreamWriter<JobEvent> stream, bool submitOnly, bool acceptOnly, ServerCallContext context)
    {
        try
        {
            await stream.WriteAsync(new JobEvent { Submitted = ControlMessages.View(watch.Job.Spec) }, context.CancellationToken);
            if (submitOnly) return;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
            await teller.TellAsync(watch, acceptOnly, stream, ending.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new SaltException(Failure.Unavailable, $"the master is stopping; job {watch.Job.Spec.Key.Jid} goes on");
        }
        finally
        {
            history.Unwatch(watch);
        }
    }
}
