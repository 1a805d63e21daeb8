namespace Salt.Tests.Benchmarks;

/// <summary>Times of one thing done many times.</summary>
internal sealed class Samples
{
    private readonly double[] _milliseconds;

    private Samples(IEnumerable<double> milliseconds) => _milliseconds = [.. milliseconds.Order()];

    public double P50 => At(0.50);

    public double P99 => At(0.99);

    public double Worst => _milliseconds[^1];

    /// <summary>Does it <paramref name="warmUp"/> times unmeasured, then <paramref name="count"/> times.</summary>
    public static async Task<Samples> TakeAsync(int warmUp, int count, Func<Task> once)
    {
        for (var i = 0; i < warmUp; i++) await once();
        var times = new List<double>(count);
        for (var i = 0; i < count; i++) times.Add(await TimeAsync(once));
        return new Samples(times);
    }

    /// <summary>The same, each time beside something else.</summary>
    /// <param name="begin">Begins it, and returns how to wait for its end.</param>
    public static async Task<Samples> TakeAsync(int warmUp, int count, Func<Task> once, Func<Task<Func<Task>>> begin)
    {
        var times = new List<double>(count);
        for (var i = 0; i < warmUp + count; i++)
        {
            var end = await begin();
            times.Add(await TimeAsync(once));
            await end();
        }

        return new Samples(times.Skip(warmUp));
    }

    /// <param name="milliseconds">At least one.</param>
    public static Samples Of(IReadOnlyCollection<double> milliseconds) => new(milliseconds);

    /// <returns>Milliseconds.</returns>
    public static async Task<double> TimeAsync(Func<Task> once)
    {
        var began = TimeProvider.System.GetTimestamp();
        await once();
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    public override string ToString() => $"p50 {P50:0.00} ms, p99 {P99:0.00} ms";

    private double At(double share) => _milliseconds[(int)Math.Min(_milliseconds.Length - 1, _milliseconds.Length * share)];
}
