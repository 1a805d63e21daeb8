using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Where a job is on this minion, for its issuer.</summary>
/// <param name="State">Accepted, running, or an end whose return waits to be stored.</param>
/// <param name="Place">While accepted: 1 is next; 0: it does not wait for others.</param>
/// <param name="Pid">Of the root process; 0: none.</param>
public sealed record JobProgress(string Issuer, Jid Jid, JobState State, int Place, int Pid, DateTimeOffset? Started);
