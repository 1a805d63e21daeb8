namespace Salt.Tests.Chaos.Disturbances;

/// <summary>How long a disturbance lasts.</summary>
internal static class Pause
{
    /// <summary>What a minion that was started, or whose master was, has to come back in, so that jobs reach it at times.</summary>
    public static readonly TimeSpan ToComeBack = TimeSpan.FromSeconds(20);

    /// <summary>Between the two, more often short than long; less if the run stops.</summary>
    public static async Task BetweenAsync(double seconds, double most, Random chance, CancellationToken stopping)
    {
        var share = chance.NextDouble();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds + ((most - seconds) * share * share)), TimeProvider.System, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Then it is undone now.
        }
    }
}
