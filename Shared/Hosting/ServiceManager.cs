using Microsoft.Extensions.Hosting.Systemd;

namespace Salt.Hosting;

/// <summary>Whoever started this daemon, as the environment says (sd_notify(3), sd_watchdog_enabled(3)).</summary>
/// <param name="Notifier">Says something to it, if it wants to be spoken to.</param>
/// <param name="Watchdog">How often it wants to hear that the daemon is alive; null: not at all.</param>
public sealed record ServiceManager(ISystemdNotifier Notifier, TimeSpan? Watchdog)
{
    private const string Socket = "NOTIFY_SOCKET";

    /// <summary>There is none.</summary>
    public static ServiceManager Nobody { get; } = new(new Silent(), null);

    /// <summary>Says that the daemon is alive.</summary>
    public static ServiceState Alive { get; } = new("WATCHDOG=1");

    /// <summary>Reads the variables and removes them: they are for this process alone, and its jobs must not see them.</summary>
    public static ServiceManager FromEnvironment()
    {
        // It reads the variable when it is made, and not again.
        var notifier = new SystemdNotifier();
        Take(Socket);
        var period = Take("WATCHDOG_USEC");
        var pid = Take("WATCHDOG_PID");
        var isOurs = pid is null || pid == Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ServiceManager(
            notifier,
            isOurs && long.TryParse(period, out var microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) : null);
    }

    private static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }

    private sealed class Silent : ISystemdNotifier
    {
        public bool IsEnabled => false;

        public void Notify(ServiceState state)
        {
        }
    }
}
