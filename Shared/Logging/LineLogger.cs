using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Shared.Validation;

namespace Salt.Shared.Logging;

/// <summary>Logs one line an event: time, level, area and event id, the message, then by name what a log is searched
/// for: the job, the minion, the function.</summary>
/// <param name="area">The feature that logs.</param>
internal sealed class LineLogger(string area, LogLevel threshold, LogSink sink) : ILogger
{
    private const int MessageMax = 4096;
    private const int ValueMax = 300;
    private const int ExceptionMax = 16_384;

    private static readonly string[] Searched = ["Jid", "MinionId", "Fun"];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= threshold && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;

        var line = new StringBuilder($"{sink.Now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {NameOf(logLevel)} {area}[{eventId.Id}] ");
        Append(line, formatter(state, exception), MessageMax);
        if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            foreach (var (name, value) in values)
            {
                if (Searched.Contains(name)) Append(line.Append(' ').Append(name).Append('='), value?.ToString() ?? "", ValueMax);
            }
        }

        if (exception is not null) Append(line.Append(" Exception="), exception.ToString(), ExceptionMax);
        sink.Write(line.Append('\n').ToString());
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    // Whatever a peer got into a line: it stays one line, of a bounded length, and does nothing to the terminal that shows it.
    private static void Append(StringBuilder line, string text, int max) =>
        line.Append(PlainLine.Of(text.Replace("\r", "", StringComparison.Ordinal), max));
}
