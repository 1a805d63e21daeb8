using System.Net.Sockets;
using Salt.Minion.Supervision.Protocol;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision;

/// <summary>The daemon's end of the supervisor's socket.</summary>
internal sealed class SupervisorConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _received = new byte[16 * 1024];
    private int _start;
    private int _end;

    private SupervisorConnection(Socket socket) => _socket = socket;

    /// <returns>Null: nobody listens there.</returns>
    public static async Task<SupervisorConnection?> TryConnectAsync(string path, CancellationToken cancellation)
    {
        // Before the first start there is none. To learn that from a failing connect costs megabytes: the socket's
        // exception reads the debug symbols.
        if (!File.Exists(path)) return null;

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new SupervisorConnection(socket);
        }
        catch (SocketException)
        {
            // No socket, or one whose supervisor is dead.
            socket.Dispose();
            return null;
        }
    }

    /// <exception cref="SocketException">The supervisor is gone.</exception>
    public async Task SendAsync(Request request, CancellationToken cancellation)
    {
        var frame = Frames.Encode(request, SupervisionJson.Default.Request).AsMemory();
        await _sending.WaitAsync(cancellation);
        try
        {
            // Not to be cancelled half-way: the supervisor would take the next message for the rest of this one.
            while (frame.Length > 0) frame = frame[await _socket.SendAsync(frame, SocketFlags.None, CancellationToken.None)..];
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <returns>Null: the supervisor is gone.</returns>
    /// <exception cref="SystemFault">It is no supervisor of ours.</exception>
    public async Task<Notice?> ReceiveAsync(CancellationToken cancellation)
    {
        Notice? notice;
        int used;
        while (!Frames.TryDecode(_received.AsSpan(_start, _end - _start), SupervisionJson.Default.Notice, out notice, out used))
        {
            if (!await FillAsync(cancellation)) return null;
        }

        _start += used;
        return notice;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        MakeRoom();
        try
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(_end), SocketFlags.None, cancellation);
            _end += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void MakeRoom()
    {
        if (_end < _received.Length) return;
        var target = _end - _start > _received.Length / 2 ? new byte[2 * _received.Length] : _received;
        _received.AsSpan(_start, _end - _start).CopyTo(target);
        (_received, _start, _end) = (target, 0, _end - _start);
    }
}
