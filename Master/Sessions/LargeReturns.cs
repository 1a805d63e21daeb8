namespace Salt.Master.Sessions;

/// <summary>Bounds what returns under way take in memory, over all streams: few large ones at a time.</summary>
internal sealed class LargeReturns : IDisposable
{
    /// <summary>Larger than this and a return waits for its turn.</summary>
    public const long Large = 1 << 20;

    private const int AtOnce = 8;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    public Task EnterAsync(CancellationToken cancellationToken) => _turns.WaitAsync(cancellationToken);

    public void Leave() => _turns.Release();

    public void Dispose() => _turns.Dispose();
}
