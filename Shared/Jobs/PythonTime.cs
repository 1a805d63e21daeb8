using System.Globalization;

namespace Salt.Shared.Jobs;

/// <summary>Times as Python prints them, which is how results files are read.</summary>
public static class PythonTime
{
    /// <summary>UTC, <c>2026-11-21 01:02:03.000007</c>.</summary>
    public static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>What lies between two instants as they are shown, to the microsecond.</summary>
    public static string Between(DateTimeOffset start, DateTimeOffset end) =>
        Duration(TimeSpan.FromMicroseconds((end.Ticks / TimeSpan.TicksPerMicrosecond) - (start.Ticks / TimeSpan.TicksPerMicrosecond)));

    /// <summary><c>0:00:02.000007</c>, with days before it where there are some. A clock that was set back shows as zero.</summary>
    public static string Duration(TimeSpan time)
    {
        var length = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        var clock = string.Create(CultureInfo.InvariantCulture, $"{length.Hours}:{length:mm\\:ss\\.ffffff}");
        return length.Days switch
        {
            0 => clock,
            1 => $"1 day, {clock}",
            var days => string.Create(CultureInfo.InvariantCulture, $"{days} days, {clock}"),
        };
    }
}
