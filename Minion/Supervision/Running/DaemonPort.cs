using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Protocol;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision.Running;

/// <summary>The supervisor's socket. One daemon is connected at a time, and the newest is the one.</summary>
internal sealed unsafe class DaemonPort : IDisposable
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    private readonly EventLoop _loop;
    private readonly ILogger _log;
    private readonly Action<Request> _received;
    private readonly int _socket;
    private readonly ulong _key;
    private DaemonConnection? _daemon;

    /// <exception cref="IOException">The path is taken, or cannot be bound.</exception>
    public DaemonPort(EventLoop loop, string path, ILogger log, Action<Request> received)
    {
        (_loop, _log, _received) = (loop, log, received);
        _socket = Listen(path);
        _key = loop.Watch(_socket, Libc.Readable, _ => Accept());
    }

    public bool IsConnected => _daemon is not null;

    /// <summary>To the daemon, if there is one.</summary>
    public void Send(Notice notice) => _daemon?.Send(notice);

    public void Flush() => _daemon?.Flush();

    public void Dispose()
    {
        _daemon?.Dispose();
        _loop.Forget(_key, _socket);
        _ = Libc.Close(_socket);
    }

    private static int Listen(string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        if (name.Length > Layout.MaxSocketPath)
            throw new SystemFault($"socket path '{path}' has {name.Length} bytes, more than {Layout.MaxSocketPath}");

        // Whoever left a socket there is dead: we hold the lock.
        _ = Libc.Unlink(path);
        var socket = Libc.Socket(Libc.UnixDomain, Libc.StreamSocket | Libc.CloseOnExec | Libc.NonBlocking, 0);
        if (socket < 0) throw Libc.Failed("socket");
        var address = stackalloc byte[2 + Layout.MaxSocketPath + 1];
        *(ushort*)address = Libc.UnixDomain;
        name.CopyTo(new Span<byte>(address + 2, name.Length));
        address[2 + name.Length] = 0;
        if (Libc.Bind(socket, address, 2 + name.Length + 1) != 0) throw Libc.Failed($"bind '{path}'");
        if (Libc.Listen(socket, 8) != 0) throw Libc.Failed($"listen on '{path}'");
        return socket;
    }

    private void Accept()
    {
        var socket = Libc.Accept(_socket, null, null, Libc.CloseOnExec | Libc.NonBlocking);
        if (socket < 0) return;
        if (!IsTrusted(socket))
        {
            _log.ConnectionRefused("it is another user's");
            _ = Libc.Close(socket);
            return;
        }

        _daemon?.Dispose();
        _daemon = new DaemonConnection(_loop, socket, _received, Closed);
    }

    private void Closed(string reason)
    {
        _daemon = null;
        if (reason.Length > 0) _log.ConnectionRefused(reason);
    }

    // The socket is 0600 in a folder of our own; this holds where a file system ignores that.
    private static bool IsTrusted(int socket)
    {
        var credentials = stackalloc uint[3];
        var length = 3 * sizeof(uint);
        if (Libc.SocketOption(socket, SocketLevel, PeerCredentials, (byte*)credentials, &length) != 0) return false;
        return credentials[1] == 0 || credentials[1] == Libc.UserId();
    }
}
