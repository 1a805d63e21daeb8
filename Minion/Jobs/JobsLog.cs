using Microsoft.Extensions.Logging;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Event ids 2100 to 2199.</summary>
internal static partial class JobsLog
{
    [LoggerMessage(2100, LogLevel.Debug, "job {Jid} accepted: {Fun}")]
    public static partial void Accepted(this ILogger log, Jid jid, string fun);

    [LoggerMessage(2101, LogLevel.Information, "job {Jid} refused: {Fun}: {Reason}")]
    public static partial void Refused(this ILogger log, Jid jid, string fun, string reason);

    [LoggerMessage(2102, LogLevel.Debug, "job {Jid} runs, pid {Pid}")]
    public static partial void Running(this ILogger log, Jid jid, int pid);

    [LoggerMessage(2103, LogLevel.Debug, "job {Jid} ended: {State}, retcode {Retcode}")]
    public static partial void Ended(this ILogger log, Jid jid, string state, int retcode);

    [LoggerMessage(2104, LogLevel.Warning, "job {Jid} cannot be launched now, it will be tried again: {Reason}")]
    public static partial void LaunchPutOff(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2105, LogLevel.Debug, "end of job {Jid} not acknowledged, the supervisor will tell it again: {Reason}")]
    public static partial void NotAcknowledged(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2106, LogLevel.Error, "job.json of {Jid} cannot be read, its return is made without it: {Reason}")]
    public static partial void JobFileUnreadable(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2107, LogLevel.Error, "return of job {Jid} cannot be written, it is kept in memory: {Reason}")]
    public static partial void ReturnNotWritten(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2108, LogLevel.Warning, "job {Jid} not taken: {Count} jobs are held already")]
    public static partial void NotTaken(this ILogger log, Jid jid, int count);

    [LoggerMessage(2109, LogLevel.Warning, "job {Jid} was granted but is not here; reported lost")]
    public static partial void Missing(this ILogger log, Jid jid);

    [LoggerMessage(2111, LogLevel.Warning, "proc file of job {Jid} cannot be written, it runs without: {Reason}")]
    public static partial void ProcFileNotWritten(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2112, LogLevel.Warning, "that the return of job {Jid} is stored cannot be written down: {Reason}")]
    public static partial void NotMarked(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2113, LogLevel.Warning, "the folder of job {Jid}, which was withdrawn, cannot be deleted: {Reason}")]
    public static partial void NotDiscarded(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2114, LogLevel.Warning, "{Reason}")]
    public static partial void GivenUp(this ILogger log, string reason);

    [LoggerMessage(2110, LogLevel.Information, "took up {Count} jobs of the daemon before this one")]
    public static partial void TookUp(this ILogger log, int count);

    [LoggerMessage(2115, LogLevel.Error, "job {Jid} of {Issuer} is not taken: {Other} has issued a job of that jid, which is here")]
    public static partial void JidOfAnother(this ILogger log, Jid jid, string issuer, string other);

    [LoggerMessage(2116, LogLevel.Error, "a fault of the minion's own over job {Jid}")]
    public static partial void JobBroke(this ILogger log, Exception fault, Jid jid);
}
