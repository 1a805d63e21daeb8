namespace Salt.Minion.Jobs;

/// <summary>What runs of the job pipeline: the one that decides, and the ones that work for it.</summary>
internal sealed record JobParts(JobPipeline Pipeline, JobWorkers Workers)
{
    /// <summary>Until stopped, or one of them ends, which is thrown.</summary>
    public Task RunAsync(CancellationToken stopping) => Loops.RunAsync([new("pipeline", Pipeline.RunAsync), .. Workers.Loops], stopping);
}
