using Grpc.Core;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>The master's own heartbeats on one stream, until disposed or the stream is over.</summary>
internal sealed class Heartbeats : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    public Heartbeats(HubStream stream, TimeSpan period) => _beating = BeatAsync(stream, period);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task BeatAsync(HubStream stream, TimeSpan period)
    {
        using var timer = new PeriodicTimer(period, TimeProvider.System);
        try
        {
            do await stream.SendAsync(new MasterMessage { Heartbeat = new Heartbeat() });
            while (await timer.WaitForNextTickAsync(_over.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or InvalidOperationException or IOException)
        {
            // Disposed, or nobody listens any more.
        }
    }
}
