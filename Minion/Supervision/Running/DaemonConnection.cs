using System.Runtime.InteropServices;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Protocol;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision.Running;

/// <summary>The daemon's end of the line. What is sent waits until <see cref="Flush"/>, so that one turn of the loop makes
/// one write, and goes on when the socket takes more.</summary>
internal sealed unsafe class DaemonConnection : IDisposable
{
    /// <summary>A daemon that reads nothing for so long has gone; it hears all again when it comes back.</summary>
    private const int MostUnsent = 32 << 20;

    private readonly EventLoop _loop;
    private readonly Action<Request> _received;
    private readonly Action<string> _closed;
    private readonly ulong _key;
    private readonly Backlog _in = new();
    private readonly Backlog _out = new();
    private int _socket;
    private bool _waitsForRoom;

    /// <param name="socket">Owned from now on.</param>
    /// <param name="closed">Called once with the reason, empty if the daemon just went.</param>
    public DaemonConnection(EventLoop loop, int socket, Action<Request> received, Action<string> closed)
    {
        (_loop, _socket, _received, _closed) = (loop, socket, received, closed);
        _key = loop.Watch(socket, Libc.Readable, Ready);
    }

    public void Send(Notice notice) => _out.Add(Frames.Encode(notice, SupervisionJson.Default.Notice));

    public void Flush()
    {
        while (_out.Length > 0 && _socket >= 0)
        {
            nint sent;
            fixed (byte* bytes = _out.Content) sent = Libc.Send(_socket, bytes, _out.Length, Libc.NoSignal);
            if (sent < 0)
            {
                if (Marshal.GetLastPInvokeError() != Libc.EAGAIN) Close("");
                else if (_out.Length > MostUnsent) Close("the daemon does not read");
                else WaitForRoom(true);
                return;
            }

            _out.Remove((int)sent);
        }

        if (_waitsForRoom) WaitForRoom(false);
    }

    public void Dispose()
    {
        if (_socket < 0) return;
        _loop.Forget(_key, _socket);
        _ = Libc.Close(_socket);
        _socket = -1;
    }

    private void Ready(uint events)
    {
        if ((events & Libc.Writable) != 0) Flush();
        if ((events & ~Libc.Writable) != 0) Receive();
    }

    private void Receive()
    {
        var buffer = _loop.Scratch;
        nint count;
        fixed (byte* bytes = buffer) count = Libc.Read(_socket, bytes, buffer.Length);
        if (count < 0 && Marshal.GetLastPInvokeError() == Libc.EAGAIN) return;
        if (count <= 0)
        {
            Close("");
            return;
        }

        _in.Add(buffer[..(int)count]);
        try
        {
            while (_socket >= 0 &&
                Frames.TryDecode(_in.Content, SupervisionJson.Default.Request, out var request, out var used))
            {
                _in.Remove(used);
                _received(request!);
            }
        }
        catch (SystemFault e)
        {
            Close(e.Message);
        }
    }

    private void WaitForRoom(bool waits)
    {
        if (_waitsForRoom == waits || _socket < 0) return;
        _waitsForRoom = waits;
        _loop.Change(_key, _socket, waits ? Libc.Readable | Libc.Writable : Libc.Readable);
    }

    private void Close(string reason)
    {
        Dispose();
        _closed(reason);
    }
}
