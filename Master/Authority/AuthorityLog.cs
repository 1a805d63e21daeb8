using Microsoft.Extensions.Logging;

namespace Salt.Master.Authority;

/// <summary>Event ids 1150 to 1199.</summary>
internal static partial class AuthorityLog
{
    [LoggerMessage(1150, LogLevel.Information, "A caller without a certificate at {Address} was refused {Method}: {Reason}")]
    public static partial void StrangerRefused(this ILogger log, string address, string method, string reason);

    [LoggerMessage(1151, LogLevel.Warning, "{Count} further calls without a certificate from {Address} were refused")]
    public static partial void StrangersFolded(this ILogger log, string address, long count);
}
