namespace Salt.Master.Store;

/// <summary>Instants as they are kept and sent: microseconds since the epoch, UTC.</summary>
public static class Instants
{
    public static long ToUnixMicroseconds(this DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private static readonly long LeastUs = DateTimeOffset.MinValue.ToUnixMicroseconds();
    private static readonly long MostUs = DateTimeOffset.MaxValue.ToUnixMicroseconds();

    /// <summary>What no clock can have said, a record of an earlier version for example, is the nearest time there is.</summary>
    public static DateTimeOffset FromUnixMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, LeastUs, MostUs) * TimeSpan.TicksPerMicrosecond);
}
