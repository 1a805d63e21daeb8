using System.Runtime.CompilerServices;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Every job there is, active or past: what is in memory lies over what is on record.</summary>
internal sealed class JobHistory(JobTable table, IJobStore store, JobsOptions options)
{
    public IReadOnlyList<ActiveJob> Active() => [.. table.List().Where(job => job.Open > 0)];

    public IAsyncEnumerable<JobSpec> ListAsync(JobQuery query, CancellationToken cancellationToken) =>
        store.ListAsync(query, cancellationToken);

    /// <summary>A job by its jid; of several issuers', this master's own.</summary>
    /// <exception cref="SaltException">NotFound.</exception>
    public async Task<JobRecord> FindAsync(Jid jid, CancellationToken cancellationToken)
    {
        // First the table: a job leaves it only when all of it is in the store.
        if (table.Find(jid) is { } active) return new JobRecord(active.Spec, active);
        var found = await store.FindAsync(jid, cancellationToken);
        if (found.Count == 0) throw new SaltException(Failure.NotFound, $"no job {jid} is on record: it never was, or keep_jobs has run out");
        return new JobRecord(found.FirstOrDefault(j => j.Key.Issuer == options.Issuer) ?? found[0], Active: null);
    }

    /// <summary>What became of its targets, each with its return if that is asked for.</summary>
    public async IAsyncEnumerable<JobTarget> TargetsAsync(
        JobRecord job,
        bool withReturns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (job.Active is not { } active)
        {
            await foreach (var target in store.TargetsAsync(job.Spec, withReturns, cancellationToken)) yield return target;
            yield break;
        }

        for (var slot = 0; slot < active.Count; slot++)
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
}
