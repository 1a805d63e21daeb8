using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Tells the jobs whose target is the master itself: the runs of its runner functions.</summary>
internal static class OwnTarget
{
    /// <summary>Whether a job is a run of a runner function, which no minion has to do with.</summary>
    public static bool Has(JobSpec job) =>
        RunnerJobs.IsOne(job.Fun) && job.Targets is [var only] && only == MasterTarget.Of(job.Key.Issuer);
}
