using Salt.Master.Store;
using Salt.Master.Targeting;
using Salt.Shared.Errors;

namespace Salt.Master.Jobs;

/// <summary>Makes a job of a request: resolves its targets, writes it, offers it.</summary>
internal sealed class JobSubmitter(TargetResolver resolver, JobIntake intake, IJobStore store, JobOffers offers, JobEvents events)
{
    /// <returns>What becomes of it; null if the target matches nobody: then there is no job.</returns>
    /// <exception cref="SaltException">BadRequest: target or arguments. Unavailable: it cannot be written.</exception>
    public async Task<JobWatch?> SubmitAsync(JobRequest request)
    {
        intake.Check(request);
        var target = resolver.Resolve(request.TgtType, request.Tgt, request.Delimiter);
        if (target.Minions.Count == 0) return null;

        var job = intake.Make(request, target);
        var targets = offers.Prepare(job, target.Unknown);
        await store.AddAsync(job, [.. targets.Where(t => t.IsEnded)]);
        events.New(job, target.Unknown);
        return offers.Open(job, targets);
    }
}
