using Microsoft.Extensions.Logging;
using Salt.Shared.Jobs;

namespace Salt.Minion.Link;

/// <summary>Event ids 2000 to 2099.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(2000, LogLevel.Information, "connected to master {Master}, version {Version}")]
    public static partial void Connected(this ILogger log, string master, string version);

    [LoggerMessage(2001, LogLevel.Warning, "no stream to {Master}: {Reason}; next attempt in {Seconds:0.0} s")]
    public static partial void Disconnected(this ILogger log, string master, string reason, double seconds);

    [LoggerMessage(2002, LogLevel.Error, "refused by {Master}: {Reason}; next attempt in {Seconds:0.0} s")]
    public static partial void Refused(this ILogger log, string master, string reason, double seconds);

    [LoggerMessage(2003, LogLevel.Warning, "{Master} does not know this minion's certificate: {Reason}; enrolling again in {Seconds:0.0} s")]
    public static partial void NotKnown(this ILogger log, string master, string reason, double seconds);

    [LoggerMessage(2004, LogLevel.Information, "{Master} asks to come back in {Seconds:0.0} s: {Reason}")]
    public static partial void ComeBackLater(this ILogger log, string master, double seconds, string reason);

    [LoggerMessage(2005, LogLevel.Information, "certificate renewed, connecting with the new one")]
    public static partial void Renewed(this ILogger log);

    [LoggerMessage(2006, LogLevel.Warning, "certificate not renewed, it is valid until {NotAfter}; next attempt in {Seconds:0.0} s: {Reason}")]
    public static partial void NotRenewed(this ILogger log, DateTimeOffset notAfter, double seconds, string reason);

    [LoggerMessage(2007, LogLevel.Error, "the return of job {Jid} cannot be read, it is tried again on the next stream: {Reason}")]
    public static partial void ReturnNotReadable(this ILogger log, Jid jid, string reason);

    [LoggerMessage(2009, LogLevel.Warning, "grains.json cannot be written, workers see older grains: {Reason}")]
    public static partial void GrainsNotKept(this ILogger log, string reason);

    [LoggerMessage(2008, LogLevel.Debug, "the stream was not closed in good order: {Reason}")]
    public static partial void NotClosed(this ILogger log, string reason);

    [LoggerMessage(2010, LogLevel.Warning, "a message of the master was not taken, {Count} of this stream by now: {Violation}")]
    public static partial void MessageDropped(this ILogger log, string violation, long count);
}
