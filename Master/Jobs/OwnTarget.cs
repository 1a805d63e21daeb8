using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>The master itself as the target of a job: of the runs of its runner functions.</summary>
internal static class OwnTarget
{
    private const string Suffix = "_master";

    /// <param name="issuer">The master's name.</param>
    /// <returns>As in Salt the name with <c>_master</c> behind it; <c>master</c> where that is no id.</returns>
    public static MinionId Of(string issuer) => MinionId.TryParse(issuer + Suffix, out var id) ? id : MinionId.Parse("master");

    /// <summary>Whether a job is a run of a runner function, which no minion has to do with.</summary>
    public static bool Has(JobSpec job) => RunnerJobs.IsOne(job.Fun) && job.Targets is [var only] && only == Of(job.Key.Issuer);
}
