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
}
