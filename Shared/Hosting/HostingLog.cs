using Microsoft.Extensions.Logging;

namespace Salt.Hosting;

/// <summary>Event ids 3000 to 3099, of either daemon.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(3000, LogLevel.Critical, "{Loop} has ended, which ends the daemon; jobs go on")]
    public static partial void LoopEnded(this ILogger log, Exception fault, string loop);
}
