using Microsoft.Extensions.Logging;

namespace Salt.Minion.Pillar;

/// <summary>Event ids 2700 to 2799.</summary>
internal static partial class PillarLog
{
    [LoggerMessage(2700, LogLevel.Error, "the kept pillar is damaged, there is none until the master tells it; the file is set aside as {Path}: {Reason}")]
    public static partial void NotLoaded(this ILogger log, string path, string reason);

    [LoggerMessage(2701, LogLevel.Error, "the pillar on the master is broken, the last good one stays in force: {Reason}")]
    public static partial void Broken(this ILogger log, string reason);

    [LoggerMessage(2702, LogLevel.Warning, "the pillar could not be refreshed: {Reason}")]
    public static partial void NotRefreshed(this ILogger log, string reason);

    [LoggerMessage(2703, LogLevel.Error, "the pillar cannot be kept on disk: {Reason}")]
    public static partial void NotKept(this ILogger log, string reason);
}
