using Microsoft.Extensions.Logging;

namespace Salt.Minion.Output;

/// <summary>Event ids 2400 to 2499.</summary>
internal static partial class OutputLog
{
    [LoggerMessage(2400, LogLevel.Error, "the output that the master's reader {Reader} asked for cannot be read, it is told that there is none: {Reason}")]
    public static partial void OutputNotReadable(this ILogger log, ulong reader, string reason);
}
