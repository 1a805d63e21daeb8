using Microsoft.Extensions.Logging;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners;

internal static partial class RunnersLog
{
    [LoggerMessage(1850, LogLevel.Information, "Runner {Jid}: {User} runs {Fun}")]
    public static partial void Began(this ILogger log, Jid jid, string user, string fun);

    [LoggerMessage(1851, LogLevel.Debug, "Runner {Jid}: {Fun} is done")]
    public static partial void Done(this ILogger log, Jid jid, string fun);

    [LoggerMessage(1852, LogLevel.Warning, "Runner {Jid}: {Fun} did not succeed: {Reason}")]
    public static partial void Failed(this ILogger log, Jid jid, string fun, string reason);

    [LoggerMessage(1853, LogLevel.Error, "Runner function {Fun} broke; its caller was told {Id}")]
    public static partial void Broke(this ILogger log, Exception error, string fun, string id);

    [LoggerMessage(1855, LogLevel.Error, "Runner {Jid}: how {Fun} ended could not be recorded and told")]
    public static partial void EndNotTold(this ILogger log, Exception error, Jid jid, string fun);

    [LoggerMessage(1854, LogLevel.Warning, "Runner {Jid}: {Fun} runs without a record in the history: {Reason}")]
    public static partial void NotRecorded(this ILogger log, Jid jid, string fun, string reason);
}
