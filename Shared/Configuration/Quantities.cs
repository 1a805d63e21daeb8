using System.Globalization;

namespace Salt.Shared.Configuration;

/// <summary>Sizes and durations as people write them.</summary>
public static class Quantities
{
    /// <summary>Times the largest unit it still fits a decimal.</summary>
    private const decimal MaxNumber = 1_000_000_000_000_000;

    private static readonly (string Suffix, long Factor)[] SizeUnits =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1_000), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("B", 1),
    ];

    private static readonly (string Suffix, TimeSpan Unit)[] TimeUnits =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Bytes: <c>16777216</c>, <c>16MiB</c>, <c>1.5 GB</c> (10⁹). Never negative.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        var (number, factor) = (text, 1L);
        foreach (var (suffix, unit) in SizeUnits)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)) continue;
            (number, factor) = (text[..^suffix.Length], unit);
            break;
        }

        if (!TryParseNumber(number, out var count)) return false;
        var size = count * factor;
        if (size > long.MaxValue) return false;
        bytes = (long)size;
        return true;
    }

    /// <summary>A time: <c>90</c> and <c>1.5</c> in <paramref name="bareUnit"/>, or with a unit: <c>250ms 15s 10m 24h
    /// 7d</c>. Never negative.</summary>
    public static bool TryParseDuration(string text, TimeSpan bareUnit, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var (number, factor) = (text, bareUnit);
        foreach (var (suffix, unit) in TimeUnits)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)) continue;
            (number, factor) = (text[..^suffix.Length], unit);
            break;
        }

        if (!TryParseNumber(number, out var count)) return false;
        var ticks = count * factor.Ticks;
        if (ticks > TimeSpan.MaxValue.Ticks) return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Shows a size in the largest binary unit that divides it: <c>16MiB</c>.</summary>
    public static string Size(long bytes)
    {
        foreach (var (suffix, factor) in SizeUnits.Take(4).Reverse())
        {
            if (bytes >= factor && bytes % factor == 0) return $"{bytes / factor}{suffix}";
        }

        return $"{bytes}B";
    }

    /// <summary>Shows a duration in the largest unit that divides it: <c>24h</c> is <c>1d</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        foreach (var (suffix, unit) in TimeUnits.Reverse())
        {
            if (duration >= unit && duration.Ticks % unit.Ticks == 0) return $"{duration.Ticks / unit.Ticks}{suffix}";
        }

        return duration == TimeSpan.Zero ? "0s" : $"{duration.TotalMilliseconds}ms";
    }

    private static bool TryParseNumber(string text, out decimal number) =>
        decimal.TryParse(
            text.Trim(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number)
        && number <= MaxNumber;
}
