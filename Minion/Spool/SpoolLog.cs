using Microsoft.Extensions.Logging;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>Event ids 2200 to 2299.</summary>
internal static partial class SpoolLog
{
    [LoggerMessage(2200, LogLevel.Error, "job {Jid} is damaged on disk, set aside at {Path}, reported lost: {Reason}")]
    public static partial void JobSetAside(this ILogger log, Jid jid, string path, string reason);

    [LoggerMessage(2201, LogLevel.Warning, "return.json of job {Jid} is damaged, made again: {Reason}")]
    public static partial void ReturnMadeAgain(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2202, LogLevel.Debug, "purged {Count} jobs older than keep_jobs")]
    public static partial void Purged(this ILogger log, int count);

    [LoggerMessage(2203, LogLevel.Warning, "jobs older than keep_jobs cannot be purged now, it is tried again: {Reason}")]
    public static partial void NotPurged(this ILogger log, string reason);

    [LoggerMessage(2204, LogLevel.Error, "job.json of {Jid} is damaged; the job has begun, and is followed without it: {Reason}")]
    public static partial void JobFollowedWithoutFile(this ILogger log, Jid jid, string reason);
}
