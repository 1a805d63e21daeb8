namespace Salt.Tests.Integration;

/// <summary>A calendar that a test sets. Timers run as always.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private TimeSpan _ahead;

    public ManualClock()
        : this(System.GetUtcNow())
    {
    }

    /// <summary>The calendar goes on by itself, ahead of the true one by what it was advanced.</summary>
    public bool Follows { get; init; }

    public DateTimeOffset Now { get; set; } = now;

    public void Advance(TimeSpan time) => _ahead += time;

    public override DateTimeOffset GetUtcNow() => (Follows ? System.GetUtcNow() : Now) + _ahead;
}
