using Microsoft.Extensions.Logging;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

internal static partial class SupervisorLog
{
    [LoggerMessage(3520, LogLevel.Information, "Supervisor {Pid} serves; jobs have {Trees}")]
    public static partial void Serves(this ILogger log, int pid, string trees);

    [LoggerMessage(3521, LogLevel.Warning, "Jobs have no cgroups of their own: {Reason}")]
    public static partial void NoCgroups(this ILogger log, string reason);

    [LoggerMessage(3522, LogLevel.Error, "The end of job {Jid} is not on disk: {Reason}; it was reported all the same")]
    public static partial void EndNotWritten(this ILogger log, Jid jid, string reason);

    [LoggerMessage(3523, LogLevel.Warning, "Job {Jid} is lost: {Reason}")]
    public static partial void Lost(this ILogger log, Jid jid, string reason);

    [LoggerMessage(3524, LogLevel.Error, "Job folder {Path} cannot be read: {Reason}; its job is left as it is")]
    public static partial void FolderUnreadable(this ILogger log, string path, string reason);

    [LoggerMessage(3525, LogLevel.Warning, "The daemon's connection was closed: {Reason}")]
    public static partial void ConnectionRefused(this ILogger log, string reason);

    [LoggerMessage(3526, LogLevel.Information, "Supervisor {Pid} ends: {Reason}")]
    public static partial void Ends(this ILogger log, int pid, string reason);

    [LoggerMessage(3527, LogLevel.Critical, "Supervisor {Pid} failed")]
    public static partial void Failed(this ILogger log, int pid, Exception failure);
}
