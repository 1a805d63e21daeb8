using System.Globalization;

namespace Grpc.Core.Wire;

/// <summary>The value of <c>grpc-timeout</c>: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MaxValue = 99_999_999;

    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute),
        ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>In the finest unit that holds it, rounded up: the server must not give up before the client.</summary>
    public static string Format(TimeSpan timeout)
    {
        foreach (var (unit, ticks) in Units)
        {
            var value = timeout.Ticks / ticks + (timeout.Ticks % ticks == 0 ? 0 : 1);
            if (value <= MaxValue)
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
        }

        return $"{MaxValue}H";
    }

    /// <summary>Null for what is no timeout; one too long for a <see cref="TimeSpan"/> is its maximum.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 9
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;

        if (text[^1] == 'n')
            return TimeSpan.FromTicks((value + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick);

        foreach (var (unit, ticks) in Units)
        {
            if (unit == text[^1])
                return value > TimeSpan.MaxValue.Ticks / ticks ? TimeSpan.MaxValue : TimeSpan.FromTicks(value * ticks);
        }

        return null;
    }
}
