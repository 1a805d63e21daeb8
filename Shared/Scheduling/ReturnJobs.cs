namespace Salt.Shared.Scheduling;

/// <summary>How a minion tells its master what to do with the return of a scheduled run: in the run's metadata.</summary>
public static class ReturnJobs
{
    /// <summary>The name in the metadata.</summary>
    public const string Key = "return_job";

    /// <summary>Salt's word in an entry and in the metadata: the return is an event, and nothing is kept.</summary>
    public const string NotKept = "nocache";
}
