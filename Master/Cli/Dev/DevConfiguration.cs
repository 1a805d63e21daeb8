using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Salt.Shared.Certificates;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Cli.Dev;

/// <summary>Writes the configuration of a cluster. What is there already is kept: it may have been edited.</summary>
internal static class DevConfiguration
{
    // Below the range that the kernel hands out, so that no client takes the port while the master is away.
    private const int LowestPort = 20_000;
    private const int HighestPort = 32_000;

    /// <exception cref="SaltException">The folder cannot be written.</exception>
    public static void Write(DevCluster cluster, IEnumerable<string> minions)
    {
        try
        {
            // Only its owner may enter: what is below decides which programs run.
            PrivateFile.CreateFolder(cluster.Root);
            Directory.CreateDirectory(Path.GetDirectoryName(cluster.MasterPidFile)!);
            Directory.CreateDirectory(Path.GetDirectoryName(cluster.MasterLog)!);
            Directory.CreateDirectory(cluster.Master.FileRoot);
            Directory.CreateDirectory(cluster.Master.PillarRoot);
            WriteMaster(cluster);
            var port = PortOf(cluster);
            foreach (var id in minions) WriteMinion(cluster, id, port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, e is SystemFault ? e.Message : $"{cluster.Root} cannot be written: {SystemErrors.Sentence(e)}", inner: e);
        }
    }

    private static void WriteMaster(DevCluster cluster) => WriteNew(cluster.Master.MasterConfig, $"""
        # Written by master-cli dev, which keeps what you change here.
        # Paths are below the folder that salt-master --root names.
        id: master
        interface: 127.0.0.1
        ret_port: {FreePort()}
        pidfile: /run/salt-master.pid
        log_level: info

        """);

    private static void WriteMinion(DevCluster cluster, string id, int port) => WriteNew(cluster.Minion(id).MinionConfig, $"""
        # Written by master-cli dev, which keeps what you change here.
        # Paths are below the folder that salt-minion --root names.
        id: {id}
        master: 127.0.0.1
        master_port: {port}
        pidfile: ../../run/salt-minion-{id}.pid
        log_level: info

        """);

    private static void WriteNew(string file, string text)
    {
        if (File.Exists(file)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static int PortOf(DevCluster cluster) =>
        OptionReader.Open(cluster.Master.MasterConfig).WholeNumber("ret_port", 4506, 1, 65535);

    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(LowestPort, HighestPort);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody's; try the next.
            }
        }
    }
}
