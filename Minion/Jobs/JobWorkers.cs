namespace Salt.Minion.Jobs;

/// <summary>What the pipeline has done by others: each has a queue and a loop of its own, and tells the inbox when it is done.</summary>
internal sealed record JobWorkers(Offers Offers, Admission Admission, SupervisedJobs Supervised, Completion Completion)
{
    public IReadOnlyList<Loop> Loops =>
    [
        new("admission", Admission.RunAsync),
        new("launches", Supervised.RunAsync),
        new("supervisor's reports", Supervised.ReadReportsAsync),
        new("completion", Completion.RunAsync),
    ];
}
