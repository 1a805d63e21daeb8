namespace Salt.Minion.Jobs;

/// <summary>What runs of the job pipeline: the one that decides, and the ones that work for it.</summary>
internal sealed record JobParts(JobPipeline Pipeline, JobWorkers Workers)
{
    /// <summary>Until stopped, or one of them fails.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] running = [Pipeline.RunAsync(over.Token), Workers.RunAsync(over.Token)];
        await Task.WhenAny(running);
        await over.CancelAsync();
        await Task.WhenAll(running);
    }
}
