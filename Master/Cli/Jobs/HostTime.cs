using Salt.Shared.Jobs;

namespace Salt.Cli.Jobs;

/// <summary>How long a job took on one minion, or takes so far.</summary>
internal sealed record HostTime(string Minion, JobState State, double Seconds);
