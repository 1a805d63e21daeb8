using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Where a job is on this minion, for its issuer.</summary>
/// <param name="State">Accepted, running, or an end whose return waits to be stored.</param>
/// <param name="Place">While accepted: 1 is next; 0: it does not wait for others.</param>
/// <param name="Pid">Of the root process; 0: none.</param>
public sealed record JobProgress(string Issuer, Jid Jid, JobState State, int Place, int Pid, DateTimeOffset? Started)
{
    /// <summary>The job, if this minion issued it: the master does not know it. Null: it does.</summary>
    public PublishedJob? Own { get; init; }

    /// <summary>It runs no more. Said of own jobs, whose return the master may never have.</summary>
    public bool IsOver { get; init; }
}
