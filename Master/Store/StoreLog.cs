using Microsoft.Extensions.Logging;

namespace Salt.Master.Store;

internal static partial class StoreLog
{
    [LoggerMessage(1100, LogLevel.Error, "The job database was corrupt: it was moved to {Path}, and a new one was begun without its history")]
    public static partial void DatabaseSetAside(this ILogger log, string path);
}
