using System.Runtime.CompilerServices;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Every job there is, active or past: what is in memory lies over what is on record.</summary>
internal sealed class JobHistory(JobTable table, OwnRuns own, IJobStore store, JobsOptions options)
{
    /// <summary>Jobs that are not over, minions' own runs among them, as far as they are told of.</summary>
    public IReadOnlyList<ActiveJob> Active() => [.. table.List().Where(job => job.Open > 0), .. own.List()];

    /// <summary>Jobs in the order of their jids, without their targets; with a limit the newest of them.</summary>
    public IAsyncEnumerable<StoredJob> ListAsync(JobQuery query, CancellationToken cancellationToken) =>
        query.States.All(JobStates.IsEnd)
            ? store.ListAsync(query, cancellationToken)
            : ListWithActiveAsync(query, cancellationToken);

    /// <summary>A job by its jid; of several issuers', this master's own.</summary>
    /// <param name="minions">These targets only; none: all.</param>
    /// <exception cref="SaltException">NotFound: no such job, or it was not for one of the minions.</exception>
    public async Task<JobRecord> FindAsync(Jid jid, IReadOnlyCollection<string> minions, CancellationToken cancellationToken)
    {
        var job = await FindAsync(jid, cancellationToken);
        if (minions.Count == 0) return job;
        var wanted = minions.ToHashSet(StringComparer.Ordinal);
        var slots = Enumerable.Range(0, job.Spec.Targets.Count).Where(slot => wanted.Remove(job.Spec.Targets[slot].ToString())).ToList();
        return wanted.Count == 0
            ? job with { Slots = slots }
            : throw new SaltException(Failure.NotFound, $"job {jid} was not for {string.Join(", ", wanted)}");
    }

    /// <inheritdoc cref="FindAsync(Jid, IReadOnlyCollection{string}, CancellationToken)"/>
    public async Task<JobRecord> FindAsync(Jid jid, CancellationToken cancellationToken) =>
        await FindOrNullAsync(jid, cancellationToken)
        ?? throw new SaltException(Failure.NotFound, $"no job {jid} is on record: it never was, or keep_jobs has run out");

    /// <summary>The same; null where there is none.</summary>
    public async Task<JobRecord?> FindOrNullAsync(Jid jid, CancellationToken cancellationToken)
    {
        // First the table: a job leaves it only when all of it is in the store.
        if (table.Find(jid) is { } active) return new JobRecord(active.Spec, active, active.EndedUs);
        var found = await store.FindAsync(jid, cancellationToken);
        var job = found.FirstOrDefault(j => j.Spec.Key.Issuer == options.Issuer) ?? (found is [var first, ..] ? first : null);
        return job is null ? null : new JobRecord(job.Spec, Active: null, job.EndedUs);
    }

    /// <summary>What became of its targets, each with its return if that is asked for.</summary>
    public async IAsyncEnumerable<JobTarget> TargetsAsync(
        JobRecord job,
        bool withReturns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (job.Active is not { } active)
        {
            await foreach (var target in store.TargetsAsync(job.Spec with { Targets = job.Minions }, withReturns, cancellationToken))
                yield return target;
            yield break;
        }

        foreach (var slot in job.Slots ?? Enumerable.Range(0, active.Count))
        {
            var target = active.TargetAt(slot);
            yield return withReturns ? await WholeAsync(job.Spec.Key, target, cancellationToken) : target;
        }
    }

    /// <summary>The target with its return, which may have been let go from memory.</summary>
    public async ValueTask<JobTarget> WholeAsync(JobKey key, JobTarget target, CancellationToken cancellationToken)
    {
        if (!target.RetInStore || target.End is not { } end) return target;
        var ret = await store.ReturnAsync(key, target.Minion, cancellationToken);
        return target with { RetInStore = false, End = end with { Ret = ret } };
    }

    /// <summary>Sees a job from now on, its present state first.</summary>
    public JobWatch Watch(ActiveJob job) => table.Watch(job, all: true);

    public JobNews Look(JobWatch watch) => table.Look(watch);

    public void Unwatch(JobWatch watch) => table.Unwatch(watch);

    // States before the end are in memory only, and only active jobs have targets in such a state.
    private async IAsyncEnumerable<StoredJob> ListWithActiveAsync(
        JobQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var active = table.List().Where(job => job.HasAny(query.States)).Select(job => job.Spec.Key.Jid).ToList();
        var anyState = query with { States = new HashSet<JobState>(), Among = active, Limit = 0 };
        var found = await store.ListAsync(anyState, cancellationToken)
            .ToDictionaryAsync(job => job.Spec.Key, cancellationToken: cancellationToken);
        var ends = query.States.Where(JobStates.IsEnd).ToHashSet();
        if (ends.Count > 0)
        {
            await foreach (var job in store.ListAsync(query with { States = ends }, cancellationToken)) found.TryAdd(job.Spec.Key, job);
        }

        var ordered = found.Values.OrderBy(job => job.Spec.Key.Jid).ThenBy(job => job.Spec.Key.Issuer, StringComparer.Ordinal).ToList();
        foreach (var job in query.Limit > 0 ? ordered.TakeLast(query.Limit) : ordered) yield return job;
    }
}
