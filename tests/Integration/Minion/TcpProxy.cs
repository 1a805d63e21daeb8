using System.Net;
using System.Net.Sockets;

namespace Salt.Tests.Integration.Minion;

/// <summary>A stretch of network that can go dead without a word (connections stay open, and nothing comes through), be cut
/// (connections end, and new ones too), or be slow.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly int _target;
    private readonly Task _accepting;
    private readonly List<Task> _connections = [];
    private volatile CancellationTokenSource _frozen = new();
    private volatile CancellationTokenSource _cut = new();
    private volatile bool _isCut;
    private long _delayTicks;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How much later everything comes through, in both directions.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>Nothing comes through any more on the connections there are; new ones are as good as ever.</summary>
    public void Freeze() => Interlocked.Exchange(ref _frozen, new CancellationTokenSource()).Cancel();

    /// <summary>Ends the connections there are, and every new one at once, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        Interlocked.Exchange(ref _cut, new CancellationTokenSource()).Cancel();
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_over.Token);
                _connections.RemoveAll(connection => connection.IsCompleted);
                _connections.Add(ConnectAsync(near, _frozen.Token, _cut.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ConnectAsync(TcpClient near, CancellationToken frozen, CancellationToken cut)
    {
        using (near)
        using (var far = new TcpClient())
        using (var ended = CancellationTokenSource.CreateLinkedTokenSource(cut, _over.Token))
        {
            try
            {
                if (_isCut) return;
                await far.ConnectAsync(IPAddress.Loopback, _target, ended.Token);
                var there = PumpAsync(near.GetStream(), far.GetStream(), frozen, ended.Token);
                var back = PumpAsync(far.GetStream(), near.GetStream(), frozen, ended.Token);
                await Task.WhenAny(there, back);
                if (frozen.IsCancellationRequested) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // One end is not there, or the link is cut, or the test is over.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken frozen, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(frozen, ended);
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReadAsync(buffer, either.Token) is var count and > 0)
            {
                if (Delay is var delay && delay > TimeSpan.Zero) await Task.Delay(delay, TimeProvider.System, either.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), either.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Frozen, cut, or one end has closed.
        }
    }
}
