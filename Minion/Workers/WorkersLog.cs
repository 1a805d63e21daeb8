using Microsoft.Extensions.Logging;

namespace Salt.Minion.Workers;

/// <summary>Event ids 2900 to 2999.</summary>
internal static partial class WorkersLog
{
    [LoggerMessage(2900, LogLevel.Debug, "a worker went away in the middle of a question: {Reason}")]
    public static partial void WorkerGone(this ILogger log, string reason);

    [LoggerMessage(EventId = 2901, Message = "{Message}")]
    public static partial void OfWorker(this ILogger log, LogLevel level, string message);

    [LoggerMessage(2902, LogLevel.Error, "grains.json is damaged; it is set aside as {Path}: {Reason}")]
    public static partial void GrainsDamaged(this ILogger log, string path, string reason);
}
