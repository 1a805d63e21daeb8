namespace Salt.Tests.Integration;

/// <summary>A calendar that a test sets. Timers run as always.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public ManualClock()
        : this(System.GetUtcNow())
    {
    }

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
