using Microsoft.Extensions.Logging;

namespace Salt.Shared.Rendering;

internal static partial class RenderingLog
{
    [LoggerMessage(EventId = 3000, Message = "{Message}")]
    public static partial void Template(this ILogger log, LogLevel level, string message);

    [LoggerMessage(3001, LogLevel.Warning, "mine.get of {Function} answers nothing: there is no mine yet")]
    public static partial void NoMine(this ILogger log, string function);
}
