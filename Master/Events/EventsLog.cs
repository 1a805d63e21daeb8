using Microsoft.Extensions.Logging;

namespace Salt.Master.Events;

internal static partial class EventsLog
{
    [LoggerMessage(1600, LogLevel.Error, "Event {Tag} is not on record: it could not be written")]
    public static partial void EventNotKept(this ILogger log, Exception error, string tag);
}
