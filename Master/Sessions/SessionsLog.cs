using Microsoft.Extensions.Logging;
using Salt.Shared.Identities;

namespace Salt.Master.Sessions;

internal static partial class SessionsLog
{
    [LoggerMessage(1400, LogLevel.Information, "Minion {MinionId} is connected from {Address}, version {Version}")]
    public static partial void Connected(this ILogger log, MinionId minionId, string address, string version);

    [LoggerMessage(1401, LogLevel.Information, "Minion {MinionId} is disconnected: {Reason}")]
    public static partial void Disconnected(this ILogger log, MinionId minionId, string reason);

    [LoggerMessage(1402, LogLevel.Warning, "A second machine at {Address} claims to be minion {MinionId} and was refused: {Reason}")]
    public static partial void Duplicate(this ILogger log, MinionId minionId, string address, string reason);

    [LoggerMessage(1403, LogLevel.Error, "What minion {MinionId} says of itself could not be written, it is known in memory only: {Reason}")]
    public static partial void MinionNotWritten(this ILogger log, MinionId minionId, string reason);

    [LoggerMessage(1404, LogLevel.Error, "What minions said of themselves before the start cannot be read, it is known as they connect: {Reason}")]
    public static partial void MinionsNotRead(this ILogger log, string reason);

    [LoggerMessage(1405, LogLevel.Warning, "A message of minion {MinionId} was dropped, {Count} of its stream by now: {Violation}")]
    public static partial void Violation(this ILogger log, MinionId minionId, string violation, int count);

    [LoggerMessage(1406, LogLevel.Warning, "{Count} further messages of minion {Minion} were dropped")]
    public static partial void ViolationsFolded(this ILogger log, string minion, long count);
}
