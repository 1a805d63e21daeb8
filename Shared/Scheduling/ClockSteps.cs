namespace Salt.Shared.Scheduling;

/// <summary>Notices that the wall clock was set: it has moved by more than time has passed.</summary>
public sealed class ClockSteps(TimeProvider clock)
{
    /// <summary>Less than this is what a clock's gentle correction does.</summary>
    private static readonly TimeSpan Smallest = TimeSpan.FromSeconds(1);

    private long _passed = clock.GetTimestamp();
    private DateTimeOffset _wall = clock.GetUtcNow();

    /// <returns>By how much it was set since the last call; null: it was not.</returns>
    public TimeSpan? Take()
    {
        var step = clock.GetUtcNow() - _wall - clock.GetElapsedTime(_passed);
        _passed = clock.GetTimestamp();
        _wall = clock.GetUtcNow();
        return step.Duration() > Smallest ? step : null;
    }
}
