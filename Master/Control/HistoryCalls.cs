using Grpc.Core;
using Salt.Master.Jobs;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The calls of Control that ask what jobs there are and what became of them.</summary>
internal sealed class HistoryCalls(JobHistory history, TargetViews views, JobPurge purge)
{
    private static readonly WriteOptions More = new(WriteFlags.BufferHint);

    public async Task ListAsync(ListJobsRequest request, IServerStreamWriter<JobView> stream, ServerCallContext context)
    {
        stream.WriteOptions = More;
        await foreach (var job in history.ListAsync(ControlEdge.Query(request), context.CancellationToken))
        {
            var view = ControlMessages.View(job);
            if (request.WithStates) view.States.Add(await CountAsync(job.Spec.Key.Jid, context.CancellationToken));
            await stream.WriteAsync(view, context.CancellationToken);
        }
    }

    private async Task<IEnumerable<StateCount>> CountAsync(Jid jid, CancellationToken cancellationToken)
    {
        // Purged in between.
        if (await history.FindOrNullAsync(jid, cancellationToken) is not { } job) return [];
        var counts = new SortedDictionary<JobState, uint>();
        await foreach (var target in history.TargetsAsync(job, withReturns: false, cancellationToken))
            counts[target.State] = counts.GetValueOrDefault(target.State) + 1;
        return counts.Select(count => new StateCount { State = count.Key.ToName(), Count = count.Value });
    }

    /// <summary>Without returns: whoever looks at what runs does not wait for the output of what has ended.</summary>
    public async Task ActiveAsync(IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        stream.WriteOptions = More;
        foreach (var job in history.Active())
        {
            await stream.WriteAsync(new JobEvent { Submitted = ControlMessages.View(job.Spec) }, context.CancellationToken);
            await TellTargetsAsync(new JobRecord(job.Spec, job, EndedUs: 0), withReturns: false, stream, context.CancellationToken);
        }
    }

    public async Task ShowAsync(ShowJobRequest request, IServerStreamWriter<JobEvent> stream, ServerCallContext context)
    {
        var job = await history.FindAsync(ControlEdge.Jid(request.Jid), ControlEdge.Minions(request.Minions), context.CancellationToken);
        await ShowAsync(job, !request.WithoutReturns, stream, context.CancellationToken);
    }

    /// <summary>A job as it is now, from the first target to the last.</summary>
    public async Task ShowAsync(JobRecord job, bool withReturns, IServerStreamWriter<JobEvent> stream, CancellationToken cancellationToken)
    {
        stream.WriteOptions = More;
        await stream.WriteAsync(new JobEvent { Submitted = ControlMessages.View(job) }, cancellationToken);
        var (away, kept) = await TellTargetsAsync(job, withReturns, stream, cancellationToken);
        await stream.WriteAsync(new JobEvent { Finished = JobTeller.Finished(away, kept) }, cancellationToken);
    }

    public async Task<PurgeJobsReply> PurgeAsync(PurgeJobsRequest request, string user, ServerCallContext context)
    {
        var reply = new PurgeJobsReply();
        if (request.Jids.Count == 0)
        {
            var before = ControlEdge.Before(request);
            reply.Purged = (uint)await purge.RunAsync(before, user, context.CancellationToken);
            reply.Active = (uint)history.Active().Count(job => job.Spec.Key.Jid.Time < before);
            return reply;
        }

        foreach (var jid in ControlEdge.Jids(request))
        {
            if (await purge.RunAsync(jid, user, context.CancellationToken) is { } refusal)
                reply.Refused.Add(new PurgeRefusal { Jid = jid.ToString(), Message = refusal });
            else reply.Purged++;
        }

        return reply;
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
            await stream.WriteAsync(new JobEvent { Target = views.Of(job.Spec.Key.Jid, target, withReturns) }, cancellationToken);
        }

        return (away, kept);
    }
}
