using System.Net;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;

namespace Salt.Master.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1000, LogLevel.Information, "Master {Issuer} listens on {Interface}, port {Port}, version {Version}")]
    public static partial void Started(this ILogger log, string issuer, string @interface, int port, string version);

    [LoggerMessage(1001, LogLevel.Information, "Stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(1002, LogLevel.Warning, "{Warning}")]
    public static partial void ConfigurationWarning(this ILogger log, string warning);

    [LoggerMessage(1003, LogLevel.Information, "{Method} failed as {Failure}: {Reason} {Detail}")]
    public static partial void CallFailed(this ILogger log, string method, Failure failure, string reason, string? detail);

    [LoggerMessage(1004, LogLevel.Error, "{Method} broke; the caller was told {Id}")]
    public static partial void CallBroke(this ILogger log, Exception error, string method, string id);

    [LoggerMessage(1005, LogLevel.Warning, "{Address} has {Limit} connections open: further ones are closed at once, until some of these end")]
    public static partial void TooManyConnections(this ILogger log, IPAddress address, int limit);

    [LoggerMessage(1006, LogLevel.Information, "{Count} further calls of this kind: {Kind}")]
    public static partial void CallsFolded(this ILogger log, string kind, long count);
}
