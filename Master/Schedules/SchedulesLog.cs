using Microsoft.Extensions.Logging;
using Salt.Shared.Jobs;

namespace Salt.Master.Schedules;

internal static partial class SchedulesLog
{
    [LoggerMessage(1800, LogLevel.Error, "Schedule entry {Name} is wrong and will not run: {Reason}")]
    public static partial void EntryInvalid(this ILogger log, string name, string reason);

    [LoggerMessage(1801, LogLevel.Warning, "Schedule entry {Name} did not run: as many of its runs go on as maxrunning allows, {MaxRunning}")]
    public static partial void StillRunning(this ILogger log, string name, int maxRunning);

    [LoggerMessage(1802, LogLevel.Warning, "Schedule entry {Name} did not run: its target matches no minion")]
    public static partial void NoMatch(this ILogger log, string name);

    [LoggerMessage(1803, LogLevel.Error, "Schedule entry {Name} did not run: {Reason}")]
    public static partial void NotSubmitted(this ILogger log, string name, string reason);

    [LoggerMessage(1804, LogLevel.Debug, "Schedule entry {Name}: {Function} has run as {Jid}")]
    public static partial void RunnerDone(this ILogger log, string name, string function, Jid jid);

    [LoggerMessage(1805, LogLevel.Error, "Schedule entry {Name}: {Function} failed as {Jid}: {Reason}")]
    public static partial void RunnerFailed(this ILogger log, string name, string function, Jid jid, string reason);
}
