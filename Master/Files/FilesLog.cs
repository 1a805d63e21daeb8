using Microsoft.Extensions.Logging;

namespace Salt.Master.Files;

/// <summary>Event ids 1900 to 1999.</summary>
internal static partial class FilesLog
{
    [LoggerMessage(1900, LogLevel.Warning, "{Path} is not served: {Reason}")]
    public static partial void NotReadable(this ILogger log, string path, string reason);
}
