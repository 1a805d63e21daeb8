using System.Text.Json;
using Grpc.Core;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The calls of Control that ask what jobs there are and what became of them.</summary>
internal sealed class HistoryCalls(JobHistory history, TargetViews views, JobPurge purge)
{
    private static readonly WriteOptions More = new(WriteFlags.BufferHint);

    public async Task ListAsync(ListJobsRequest request, IServerStreamWriter<JobView> stream, ServerCallContext context)
    {
        stream.WriteOptions = More;
        await foreach (var job in history.ListAsync(Query(request), context.CancellationToken))
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
        var job = await history.FindAsync(ControlMessages.JidOf(request.Jid), request.Minions, context.CancellationToken);
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
            if (request.BeforeUs <= 0) throw new SaltException(Failure.BadRequest, "purge needs jids, or the time before which jobs ended");
            var before = Instants.FromUnixMicroseconds(request.BeforeUs);
            reply.Purged = (uint)await purge.RunAsync(before, user, context.CancellationToken);
            reply.Active = (uint)history.Active().Count(job => job.Spec.Key.Jid.Time < before);
            return reply;
        }

        foreach (var jid in request.Jids.Select(ControlMessages.JidOf).ToList())
        {
            if (await purge.RunAsync(jid, user, context.CancellationToken) is { } refusal)
                reply.Refused.Add(new PurgeRefusal { Jid = jid.ToString(), Message = refusal });
            else reply.Purged++;
        }

        return reply;
    }

    /// <exception cref="SaltException">BadRequest: what cannot be read.</exception>
    private static JobQuery Query(ListJobsRequest request) => new()
    {
        Limit = (int)Math.Min(request.Limit, int.MaxValue),
        Fun = request.Fun,
        Tgt = request.Tgt,
        User = request.User,
        Minion = request.Minion,
        States = request.States.Select(StateOf).ToHashSet(),
        Since = request.SinceUs > 0 ? Instants.FromUnixMicroseconds(request.SinceUs) : null,
        Until = request.UntilUs > 0 ? Instants.FromUnixMicroseconds(request.UntilUs) : null,
        Before = request.Before.Length > 0 ? ControlMessages.JidOf(request.Before) : null,
        Metadata = MetadataOf(request),
    };

    private static JobState StateOf(string name)
    {
        try
        {
            return JobStates.Parse(name);
        }
        catch (FormatException e)
        {
            throw new SaltException(Failure.BadRequest, e.Message, inner: e);
        }
    }

    private static ReadOnlyMemory<byte> MetadataOf(ListJobsRequest request)
    {
        if (request.Metadata.IsEmpty) return default;
        try
        {
            if (JsonText.Parse(request.Metadata.Memory).ValueKind == JsonValueKind.Object) return request.Metadata.Memory;
        }
        catch (JsonException e)
        {
            throw new SaltException(Failure.BadRequest, $"the metadata to look for is not JSON: {e.Message}", inner: e);
        }

        throw new SaltException(Failure.BadRequest, "the metadata to look for is a JSON object");
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
