using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Salt.Tests.Integration.Clusters;

/// <summary>Loopback ports that a daemon can be stopped on and started on again.</summary>
internal static class FreePort
{
    // Below the range the kernel hands out: no other test's client socket takes one while its daemon is down.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    public static int Take()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Highest);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // Somebody's; the next one.
            }
        }
    }
}
