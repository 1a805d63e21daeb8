using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The calls of Control that are about jobs.</summary>
internal sealed class JobCalls(
    JobSubmitter submitter,
    JobHistory history,
    JobCancellation cancellation,
    JobTeller teller,
    TargetViews views,
    IHostApplicationLifetime lifetime)
{
    private static readonly WriteOptions More = new(WriteFlags.BufferHint);

    public async Task RunAsync(RunRequest request, string user, IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        var watch = await submitter.SubmitAsync(ControlMessages.Request(request, user));
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
        var job = await history.FindAsync(ControlMessages.JidOf(request.Jid), context.CancellationToken);
        if (job.Active is { } active) await TellAsync(history.Watch(active), stream, submitOnly: false, acceptOnly: false, context);
        else await ShowAsync(job, withReturns: true, stream, context.CancellationToken);
    }

    public async Task<CancelReply> CancelAsync(CancelRequest request, string user, CancellationToken cancellationToken)
    {
        var job = await history.FindAsync(ControlMessages.JidOf(request.Jid), cancellationToken);
        var reply = new CancelReply();
        if (job.Active is not { } active) return reply;
        var cancelled = await cancellation.CancelAsync(active, request.Minions.ToHashSet(), request.Signal, user);
        reply.Minions.Add(cancelled.Select(minion => minion.ToString()));
        return reply;
    }

    public async Task ListAsync(ListJobsRequest request, IServerStreamWriter<JobView> stream, ServerCallContext context)
    {
        var query = new JobQuery((int)Math.Min(request.Limit, int.MaxValue), request.Fun, request.Tgt, request.User);
        stream.WriteOptions = More;
        await foreach (var job in history.ListAsync(query, context.CancellationToken))
        {
            await stream.WriteAsync(ControlMessages.View(job), context.CancellationToken);
        }
    }

    public async Task ActiveAsync(IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        stream.WriteOptions = More;
        foreach (var job in history.Active())
        {
            await stream.WriteAsync(new JobEvent { Submitted = ControlMessages.View(job.Spec) }, context.CancellationToken);
            await TellTargetsAsync(new JobRecord(job.Spec, job), withReturns: true, stream, context.CancellationToken);
        }
    }

    public async Task ShowAsync(ShowJobRequest request, IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        var job = await history.FindAsync(ControlMessages.JidOf(request.Jid), context.CancellationToken);
        await ShowAsync(job, !request.WithoutReturns, stream, context.CancellationToken);
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

    private async Task ShowAsync(JobRecord job, bool withReturns, IServerStreamWriter<JobEvent> stream, CancellationToken cancellationToken)
    {
        stream.WriteOptions = More;
        await stream.WriteAsync(new JobEvent { Submitted = ControlMessages.View(job.Spec) }, cancellationToken);
        var (away, kept) = await TellTargetsAsync(job, withReturns, stream, cancellationToken);
        await stream.WriteAsync(new JobEvent { Finished = JobTeller.Finished(away, kept) }, cancellationToken);
    }

    /// <returns>Those whose minion is away, and those that are kept until it is there.</returns>
    private async Task<(List<JobTarget> Away, List<JobTarget> Kept)> TellTargetsAsync(
        JobRecord job, bool withReturns, IServerStreamWriter<JobEvent> stream, CancellationToken cancellationToken)
    {
        List<JobTarget> away = [];
        List<JobTarget> kept = [];
        await foreach (var target in history.TargetsAsync(job, withReturns, cancellationToken))
        {
            if (target.AwaySinceUs != 0) away.Add(target);
            if (job.Active?.IsKept(target) == true) kept.Add(target);
            await stream.WriteAsync(
                new JobEvent { Target = views.Of(job.Spec.Key.Jid, target, withReturns) }, cancellationToken);
        }

        return (away, kept);
    }
}
