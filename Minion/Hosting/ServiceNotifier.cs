using System.Net.Sockets;
using System.Text;

namespace Salt.Minion.Hosting;

/// <summary>Speaks sd_notify(3) to whoever started the daemon, if it wants to be spoken to.</summary>
/// <param name="socket">A path, or with '@' in front an abstract name; null: nobody listens.</param>
/// <param name="watchdog">How often it wants to hear; null: not at all.</param>
internal sealed class ServiceNotifier(string? socket, TimeSpan? watchdog)
{
    public TimeSpan? Watchdog => watchdog;

    /// <summary>As the environment says; the variables are removed, for they are for this process alone.</summary>
    public static ServiceNotifier FromEnvironment()
    {
        var socket = Take("NOTIFY_SOCKET");
        var period = Take("WATCHDOG_USEC");
        var pid = Take("WATCHDOG_PID");
        var isOurs = pid is null || pid == Environment.ProcessId.ToString();
        return new ServiceNotifier(
            socket,
            isOurs && long.TryParse(period, out var microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) : null);
    }

    /// <summary>Start-up is over.</summary>
    public void Ready() => Send("READY=1");

    public void Stopping() => Send("STOPPING=1");

    public void Alive() => Send("WATCHDOG=1");

    private void Send(string message)
    {
        if (string.IsNullOrEmpty(socket)) return;

        using var datagram = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = socket[0] == '@' ? "\0" + socket[1..] : socket;
        datagram.SendTo(Encoding.UTF8.GetBytes(message), new UnixDomainSocketEndPoint(path));
    }

    private static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }
}
