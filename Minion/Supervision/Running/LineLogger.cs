using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>Writes each entry as a line to standard error: the supervisor has no host to log for it.</summary>
internal sealed unsafe class LineLogger(TimeProvider clock) : ILogger
{
    private const int StandardError = 2;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var failure = exception is null ? "" : "\n" + exception;
        var line = Encoding.UTF8.GetBytes($"{time} {logLevel} {eventId.Id} {formatter(state, exception)}{failure}\n");
        fixed (byte* bytes = line) _ = Libc.Write(StandardError, bytes, line.Length);
    }
}
