using System.Globalization;

namespace Salt.Shared.Jobs;

/// <summary>Instants as they are kept, sent and shown: microseconds since the epoch, UTC.</summary>
public static class Instants
{
    private static readonly long LeastUs = DateTimeOffset.MinValue.ToUnixMicroseconds();
    private static readonly long MostUs = DateTimeOffset.MaxValue.ToUnixMicroseconds();

    public static long ToUnixMicroseconds(this DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>What no clock can have said, a record of an earlier version for example, is the nearest time there is.</summary>
    public static DateTimeOffset FromUnixMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, LeastUs, MostUs) * TimeSpan.TicksPerMicrosecond);

    /// <summary>A time of a file that is damaged where it is none that a clock can have said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no such time.</exception>
    public static DateTimeOffset ExactlyFromUnixMicroseconds(long microseconds) => microseconds >= LeastUs && microseconds <= MostUs
        ? FromUnixMicroseconds(microseconds)
        : throw new ArgumentOutOfRangeException(nameof(microseconds), microseconds, "no time of a clock");

    /// <summary>ISO 8601, to the microsecond.</summary>
    public static string Iso(long microseconds) =>
        FromUnixMicroseconds(microseconds).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
