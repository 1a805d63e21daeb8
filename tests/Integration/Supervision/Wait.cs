namespace Salt.Tests.Integration.Supervision;

/// <summary>Waiting for a state of the world, which nobody tells us of, with a deadline.</summary>
internal static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Fires at the deadline.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit, TimeProvider.System).Token;

    /// <param name="last">What was seen last, for the failure.</param>
    public static async Task UntilAsync(Func<bool> reached, Func<string> last)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit) Assert.Fail(last());
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
