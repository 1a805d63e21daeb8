using System.Net;
using System.Net.Sockets;

namespace Salt.Tests.Integration.Minion;

/// <summary>A stretch of network that can go dead without a word: connections stay open, and nothing comes through.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly int _target;
    private readonly Task _accepting;
    private readonly List<Task> _connections = [];
    private volatile CancellationTokenSource _frozen = new();

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing comes through any more on the connections there are; new ones are as good as ever.</summary>
    public void Freeze() => Interlocked.Exchange(ref _frozen, new CancellationTokenSource()).Cancel();

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
                _connections.Add(ConnectAsync(near, _frozen.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ConnectAsync(TcpClient near, CancellationToken frozen)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, _over.Token);
                var there = PumpAsync(near.GetStream(), far.GetStream(), frozen);
                var back = PumpAsync(far.GetStream(), near.GetStream(), frozen);
                await Task.WhenAny(there, back);
                if (frozen.IsCancellationRequested) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _over.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // One end is not there, or the test is over.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken frozen)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(frozen, _over.Token);
        try
        {
            await from.CopyToAsync(to, either.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Frozen, or one end has closed.
        }
    }
}
