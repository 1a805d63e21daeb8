using Microsoft.Extensions.Logging;
using Salt.Shared.Identities;

namespace Salt.Minion.Hosting;

/// <summary>Event ids 2300 to 2399.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(2300, LogLevel.Information, "minion {MinionId} started, version {Version}, cache {Cache}")]
    public static partial void Started(this ILogger log, MinionId minionId, string version, string cache);

    [LoggerMessage(2301, LogLevel.Information, "stopped; jobs go on")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(2302, LogLevel.Warning, "{Warning}")]
    public static partial void ConfigurationWarning(this ILogger log, string warning);

    [LoggerMessage(2303, LogLevel.Critical, "a fault of the minion's own ends it")]
    public static partial void Failed(this ILogger log, Exception fault);
}
