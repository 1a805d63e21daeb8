using Microsoft.Extensions.Logging;

namespace Salt.Minion.Supervision;

internal static partial class SupervisionLog
{
    [LoggerMessage(3500, LogLevel.Information, "Connected to supervisor {Pid}")]
    public static partial void SupervisorConnected(this ILogger log, int pid);

    [LoggerMessage(3501, LogLevel.Warning, "Supervisor {Pid} is gone; starting another")]
    public static partial void SupervisorGone(this ILogger log, int pid);

    [LoggerMessage(3502, LogLevel.Error, "No supervisor can be reached or started; trying again in {Delay}")]
    public static partial void SupervisorUnavailable(this ILogger log, TimeSpan delay, Exception failure);
}
