namespace Salt.Minion.Jobs;

/// <summary>The pipeline's hands: each has a queue and a loop of its own, and tells the inbox when it is done.</summary>
internal sealed record JobWorkers(Offers Offers, Admission Admission, SupervisedJobs Supervised, Completion Completion)
{
    /// <summary>Runs until stopped, or until one of them fails.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.WhenAll(
            Admission.RunAsync(stopping),
            Supervised.RunAsync(stopping),
            Supervised.ReadReportsAsync(stopping),
            Completion.RunAsync(stopping));
    }
}
