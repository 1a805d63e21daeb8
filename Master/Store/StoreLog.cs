using Microsoft.Extensions.Logging;

namespace Salt.Master.Store;

internal static partial class StoreLog
{
    [LoggerMessage(1100, LogLevel.Error, "The job database was corrupt: it was moved to {Path}, and a new one was begun without its history")]
    public static partial void DatabaseSetAside(this ILogger log, string path);

    [LoggerMessage(1101, LogLevel.Error, "The cache {Path} was corrupt: it was moved there, and a new one was begun; minions say again what was in it, its events are gone")]
    public static partial void CacheSetAside(this ILogger log, string path);

    [LoggerMessage(1102, LogLevel.Warning, "The cache failed ({Reason}) and is opened again")]
    public static partial void CacheOpenedAgain(this ILogger log, string reason);

    [LoggerMessage(1104, LogLevel.Warning, "{Count} transactions that a failed cache left behind could not be cleaned up; nothing rests on them")]
    public static partial void CacheFinalizersFailed(this ILogger log, int count);

    [LoggerMessage(1103, LogLevel.Warning, "{Path} is damaged, or was not finished, at byte {Offset}: {Bytes} bytes from there on are not in the history")]
    public static partial void JobLogDamaged(this ILogger log, string path, long offset, long bytes);
}
