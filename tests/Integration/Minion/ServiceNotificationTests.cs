using System.Net.Sockets;
using System.Text;
using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Minion;

/// <summary>What the minion tells a service manager, by sd_notify(3).</summary>
public sealed class ServiceNotificationTests
{
    [Test]
    public async Task A_minion_says_when_it_is_ready_that_it_is_alive_and_when_it_stops()
    {
        var root = Directory.CreateTempSubdirectory("salt-minion-").FullName;
        var path = Path.Combine(root, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Directory.CreateDirectory(Path.GetDirectoryName(new Layout(root).MinionConfig)!);
        await File.WriteAllTextAsync(new Layout(root).MinionConfig, "id: web1\nmaster: 127.0.0.1:1");
        try
        {
            using var minion = RunningProgram.Start(
                "/usr/bin/env", root, $"NOTIFY_SOCKET={path}", "WATCHDOG_USEC=300000", Programs.Minion, "--root", root);

            Assert.That(await ReceiveAsync(socket), Is.EqualTo("READY=1\nSTATUS=minion web1"));
            Assert.That(await ReceiveAsync(socket), Is.EqualTo("WATCHDOG=1"));
            Assert.That(await ReceiveAsync(socket), Is.EqualTo("WATCHDOG=1"));

            minion.Send(Signals.Term);
            string last;
            do last = await ReceiveAsync(socket);
            while (last == "WATCHDOG=1");

            Assert.That(last, Is.EqualTo("STOPPING=1"));
            Assert.That(await minion.WaitAsync(), Is.Zero);
        }
        finally
        {
            await Leftovers.EndAsync(root);
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[256];
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
    }
}
