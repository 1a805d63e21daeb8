namespace Salt.Tests.Integration.Clusters;

/// <summary>Waits for a state, and says what was there instead when it does not come.</summary>
internal static class Eventually
{
    /// <summary>Long enough for a machine under load; a state that comes is seen within <see cref="Pace"/>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <param name="what">Completes "waited in vain for …".</param>
    /// <param name="read">The state now.</param>
    /// <param name="reached">Whether it is the one waited for.</param>
    /// <exception cref="AssertionException">It was not reached in time: the message holds the last value read.</exception>
    public static async Task<T> ReachesAsync<T>(string what, Func<Task<T>> read, Predicate<T> reached, TimeSpan? patience = null)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (reached(value)) return value;
            if (clock.GetElapsedTime(began) > (patience ?? Patience))
            {
                throw new AssertionException($"waited in vain for {what}; at last it was: {value}");
            }

            await Task.Delay(Pace, clock);
        }
    }

    /// <inheritdoc cref="ReachesAsync{T}(string, Func{Task{T}}, Predicate{T}, TimeSpan?)"/>
    public static Task<T> ReachesAsync<T>(string what, Func<T> read, Predicate<T> reached, TimeSpan? patience = null) =>
        ReachesAsync(what, () => Task.FromResult(read()), reached, patience);
}
