namespace Salt.Tests.Benchmarks.Crowd;

/// <summary>Simulated minions, <c>sim1</c> and so on, at one master.</summary>
internal sealed class ConnectedCrowd : IAsyncDisposable
{
    private const int AtOnce = 50;

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _serving = [];
    private readonly IReadOnlyList<SimulatedMinion> _minions;

    private ConnectedCrowd(IReadOnlyList<SimulatedMinion> minions) => _minions = minions;

    /// <param name="master">Accepts every key by itself.</param>
    public static async Task<ConnectedCrowd> AssembleAsync(Uri master, int size)
    {
        var authority = await SimulatedMinion.AskAuthorityAsync(master);
        return new ConnectedCrowd([.. Enumerable.Range(1, size).Select(number => new SimulatedMinion($"sim{number}", master, authority))]);
    }

    public Task EnrolAsync() => EachAsync(minion => minion.EnrolAsync());

    public Task ConnectAsync() => EachAsync(async minion =>
    {
        var stream = minion.ServeAsync(_stopping.Token);
        lock (_serving) _serving.Add(stream);
        await minion.Connected;
    });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_serving);
        foreach (var minion in _minions) minion.Dispose();
        _stopping.Dispose();
    }

    private Task EachAsync(Func<SimulatedMinion, Task> act) =>
        Parallel.ForEachAsync(_minions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (minion, _) => await act(minion));
}
