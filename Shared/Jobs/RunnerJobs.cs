namespace Salt.Shared.Jobs;

/// <summary>How the history names the runs of runner functions: as Salt does, <c>runner.jobs.active</c>.</summary>
public static class RunnerJobs
{
    public const string Prefix = "runner.";

    public static bool IsOne(string fun) => fun.StartsWith(Prefix, StringComparison.Ordinal);
}
