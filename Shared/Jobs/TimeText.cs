using System.Globalization;
using System.Text.RegularExpressions;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Shared.Jobs;

/// <summary>Instants as people write them. Without a zone they are UTC, as jids and all that is printed are.</summary>
/// <remarks>ISO 8601 (<c>2026-11-25T10:00Z</c>, <c>2026-11-25 10:00:30.5</c>, <c>2026-11-25</c>), Salt's
/// (<c>2026, Nov 25 10:00</c>, <c>2026, Nov 25, 10:00:30.123456</c>), a time of today (<c>10:00</c>), how long ago
/// (<c>-2h</c>, <c>90m</c>, <c>1d12h</c>), a jid, <c>now</c>.</remarks>
public static partial class TimeText
{
    public const string Forms = "a time such as 2026-11-25T10:00, '2026, Nov 25 10:00', 10:00, -2h or a jid, in UTC";

    private static readonly string[] Dates = ["yyyy-M-d", "yyyy/M/d", "yyyy MMM d", "MMM d yyyy", "d MMM yyyy"];

    private static readonly string[] Times = ["H:mm:ss.FFFFFFF", "H:mm"];

    private static readonly string[] Formats =
    [
        .. Dates,
        .. Dates.SelectMany(_ => Times, (date, time) => $"{date} {time}"),
        .. Times.SelectMany(time => (string[])[$"yyyy-M-d'T'{time}", $"yyyy-M-d'T'{time}K", $"yyyy-M-d {time}K"]),
    ];

    /// <param name="now">What "ago" and "today" go by.</param>
    /// <exception cref="SaltException">BadRequest: what it can be.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now) =>
        TryParse(text, now) ?? throw new SaltException(Failure.BadRequest, $"'{text}' is no time; write {Forms}");

    public static DateTimeOffset? TryParse(string text, DateTimeOffset now)
    {
        // Salt's users write a comma behind the day, or not, and spaces as they come.
        var plain = Spaces().Replace(text.Trim().Replace(", ", " ").TrimEnd(','), " ");
        if (plain.Equals("now", StringComparison.OrdinalIgnoreCase)) return now;
        if (Jid.TryParse(plain, out var jid)) return jid.Time;
        if (Ago(plain) is { } ago) return ago <= now - DateTimeOffset.UnixEpoch ? now - ago : null;
        if (DateTimeOffset.TryParseExact(
            plain, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        return TimeOnly.TryParseExact(plain, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var today)
            ? new DateTimeOffset(now.UtcDateTime.Date + today.ToTimeSpan(), TimeSpan.Zero)
            : null;
    }

    // "2h", "-2h", "1d12h", "2h ago": with a unit always, for a bare number could mean anything.
    private static TimeSpan? Ago(string text)
    {
        var span = text.EndsWith(" ago", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
        if (!Duration().IsMatch(span)) return null;
        var sum = TimeSpan.Zero;
        foreach (var part in Part().EnumerateMatches(span))
        {
            if (!Quantities.TryParseDuration(span.Substring(part.Index, part.Length), TimeSpan.Zero, out var duration)) return null;
            if (duration > TimeSpan.MaxValue - sum) return null;
            sum += duration;
        }

        return sum;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^-?(\d+(\.\d+)?(ms|s|m|h|d))+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();

    [GeneratedRegex(@"[\d.]+[a-z]+")]
    private static partial Regex Part();
}
