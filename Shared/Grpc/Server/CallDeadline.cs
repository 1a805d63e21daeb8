namespace Grpc.Core.Server;

/// <summary>Cancels a call when its time is over or the client is gone.</summary>
internal sealed class CallDeadline : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

#pragma warning disable CA2213 // Not disposed: the timer may still fire, and there is nothing in it to free.
    private readonly CancellationTokenSource _cancellation = new();
#pragma warning restore CA2213
    private readonly CancellationTokenRegistration _aborted;
    private readonly ITimer? _timer;

    public CallDeadline(TimeSpan timeout, TimeProvider time, CancellationToken aborted)
    {
        var now = time.GetUtcNow().UtcDateTime;
        Instant = timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue;
        _aborted = aborted.UnsafeRegister(static call => ((CallDeadline)call!)._cancellation.Cancel(), this);
        if (timeout < LongestTimer)
            _timer = time.CreateTimer(static call => ((CallDeadline)call!).Pass(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>In UTC.</summary>
    public DateTime Instant { get; }

    public bool HasPassed { get; private set; }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        _timer?.Dispose();
        _aborted.Unregister();
    }

    private void Pass()
    {
        HasPassed = true;
        _cancellation.Cancel();
    }
}
