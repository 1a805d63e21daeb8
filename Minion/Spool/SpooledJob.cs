using Salt.Minion.Jobs;

namespace Salt.Minion.Spool;

/// <summary>A job as <c>job.json</c> keeps it.</summary>
/// <param name="BootId">Of the machine when it was accepted: a job that has not started before a reboot never will.</param>
/// <param name="OwnTimeout">The <c>timeout</c> its function was called with, as distinct from the job's limit.</param>
public sealed record SpooledJob(PublishedJob Job, string BootId, TimeSpan? OwnTimeout, DateTimeOffset Accepted)
{
    /// <summary>Of both limits the function's own passes first: its end is the function's to word.</summary>
    public bool OwnTimeoutIsFirst => OwnTimeout is { } own && (Job.Limit is not { } limit || own <= limit);

    /// <summary>The limit that passes first; null: none.</summary>
    public TimeSpan? FirstLimit => OwnTimeoutIsFirst ? OwnTimeout : Job.Limit;
}
