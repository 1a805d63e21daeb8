namespace Salt.Minion.Jobs;

/// <summary>What a job has to do with the minion's own schedule.</summary>
/// <param name="Name">Of the schedule's entry.</param>
/// <param name="ReturnsJob">The master is to have the return (<c>return_job</c>).</param>
public sealed record ScheduleTag(string Name, bool ReturnsJob)
{
    /// <summary>It is among the running jobs, and counts for its entry's <c>maxrunning</c> (<c>jid_include</c>).</summary>
    public bool IsListed { get; init; } = true;
}
