using Microsoft.Extensions.Logging;

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
}
