using Microsoft.Extensions.Logging;

namespace Salt.Minion.Scheduling;

/// <summary>Event ids 2600 to 2699.</summary>
internal static partial class ScheduleLog
{
    [LoggerMessage(2600, LogLevel.Error, "schedule entry {Name} from {Source} is wrong and will not run: {Reason}")]
    public static partial void EntryInvalid(this ILogger log, string name, string source, string reason);

    [LoggerMessage(2601, LogLevel.Debug, "schedule entry {Name} starts job {Jid}")]
    public static partial void Starts(this ILogger log, string name, string jid);

    [LoggerMessage(2602, LogLevel.Information, "schedule entry {Name} did not run {Count} times from {Due:o}: {Reason}")]
    public static partial void Missed(this ILogger log, string name, int count, DateTimeOffset due, string reason);

    [LoggerMessage(2603, LogLevel.Error, "schedule.json cannot be written, and is tried again: {Reason}")]
    public static partial void NotSaved(this ILogger log, string reason);

    [LoggerMessage(2604, LogLevel.Error, "schedule.json is damaged; it is set aside as {Path}: {Reason}")]
    public static partial void Damaged(this ILogger log, string path, string reason);

    [LoggerMessage(2605, LogLevel.Warning, "the clock was set by {Seconds} s; intervals go on as before")]
    public static partial void ClockSet(this ILogger log, double seconds);

    [LoggerMessage(2606, LogLevel.Warning, "schedule entry {Name}: there is no returner {Returner} here; its returns go to the master alone")]
    public static partial void NoReturner(this ILogger log, string name, string returner);

    [LoggerMessage(2607, LogLevel.Error, "the schedule from {Source} is no map of entries and is left out")]
    public static partial void NotAMap(this ILogger log, string source);
}
