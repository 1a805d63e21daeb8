using Microsoft.Extensions.Logging;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

internal static partial class JobsLog
{
    [LoggerMessage(1300, LogLevel.Error, "Job {Jid} of minion {MinionId}: state {State} could not be written; its stream is cut, it will say it again")]
    public static partial void NotWritten(this ILogger log, Exception error, Jid jid, MinionId minionId, JobState state);

    [LoggerMessage(1301, LogLevel.Information, "Job {Jid}: {User} runs {Fun} on {Count} minions")]
    public static partial void Submitted(this ILogger log, Jid jid, string user, string fun, int count);

    [LoggerMessage(1302, LogLevel.Warning, "Minion {MinionId} returned job {Jid} of {Issuer}, which was not for it; it is not kept")]
    public static partial void NotForThisMinion(this ILogger log, MinionId minionId, Jid jid, string issuer);

    [LoggerMessage(1303, LogLevel.Warning, "Minion {MinionId} returned job {Jid} ({Fun}), which is not on record here as asked for; it is kept as the minion's own")]
    public static partial void Orphan(this ILogger log, MinionId minionId, Jid jid, string fun);

    [LoggerMessage(1304, LogLevel.Warning, "The true end of job {Jid} on {MinionId} came after it was given up as lost: {State}")]
    public static partial void LostFound(this ILogger log, Jid jid, MinionId minionId, JobState state);

    [LoggerMessage(1305, LogLevel.Warning, "Job {Jid} on {MinionId} is lost: {Reason}")]
    public static partial void Lost(this ILogger log, Jid jid, MinionId minionId, string reason);

    [LoggerMessage(1306, LogLevel.Warning, "{Path} cannot be written: {Reason}")]
    public static partial void ProcNotWritten(this ILogger log, string path, string reason);

    [LoggerMessage(1307, LogLevel.Information, "{Count} jobs are active from before the start")]
    public static partial void Recovered(this ILogger log, int count);

    [LoggerMessage(1308, LogLevel.Error, "Purging what keep_jobs or event_keep has run out for failed; it is tried again later")]
    public static partial void PurgeFailed(this ILogger log, Exception error);

    [LoggerMessage(1309, LogLevel.Information, "Purged {Count} jobs")]
    public static partial void Purged(this ILogger log, int count);

    [LoggerMessage(1310, LogLevel.Information, "{User} purged {Count} jobs")]
    public static partial void PurgedBy(this ILogger log, string user, int count);

    [LoggerMessage(1311, LogLevel.Information, "What could not be written for {Seconds} s is written now")]
    public static partial void WrittenAgain(this ILogger log, long seconds);

    [LoggerMessage(1390, LogLevel.Error, "What a minion was to be told about a job could not be said; the others are served")]
    public static partial void ReplyBroke(this ILogger log, Exception error);
}
