using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;

namespace Salt.Minion.Workers;

/// <summary>What templates log in a worker goes to the daemon's log.</summary>
internal sealed class LinkLog(DaemonLink daemon) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <summary>Blocks: a template waits for what it calls.</summary>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = new JsonObject { ["ask"] = LinkMessages.Log, ["level"] = (int)logLevel, ["message"] = formatter(state, exception) };
        try
        {
            daemon.AskAsync(message, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (SaltException)
        {
            // Without a daemon there is no log; what the template is for goes on.
        }
    }
}
