using System.Net.Sockets;
using Salt.Shared.Errors;

namespace Salt.Master.Hosting;

/// <summary>The operators' socket as a file: one left behind by a dead master is replaced, one that is answered is not.</summary>
internal static class ControlSocketFile
{
    /// <exception cref="SaltException">Unavailable: somebody answers there.</exception>
    public static void RemoveStale(string path)
    {
        if (!File.Exists(path)) return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            // Nobody answers: what is left is a name.
            File.Delete(path);
            return;
        }

        throw new SaltException(Failure.Unavailable, $"another master answers on {path}: stop it, or choose another sock_dir");
    }
}
