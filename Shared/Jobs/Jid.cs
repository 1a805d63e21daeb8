using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Salt.Shared.Errors;

namespace Salt.Shared.Jobs;

/// <summary>Job id: submission time in UTC as 20 digits, <c>yyyyMMddHHmmssffffff</c>. Text order is time order.</summary>
/// <remarks>Unique for one issuer only (a master, or a minion for its scheduled runs).</remarks>
public readonly record struct Jid : IComparable<Jid>
{
    private const string Format = "yyyyMMddHHmmssffffff";

    // Further ones are no times at which anything was submitted, and behind the last of them there is no other.
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    private readonly DateTime _time;

    private Jid(DateTime time) => _time = time;

    /// <summary>The submission time, UTC, exact to the microsecond.</summary>
    public DateTimeOffset Time => new(_time, TimeSpan.Zero);

    /// <summary>The jid of an instant, cut to the microsecond.</summary>
    public static Jid At(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new Jid(new DateTime(ticks - (ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc));
    }

    /// <summary>Parses exactly 20 digits that are a time from 1970 to 9998.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Jid jid)
    {
        var parsed = DateTime.TryParseExact(
            text,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time) && time.Year is >= FirstYear and <= LastYear;
        jid = parsed ? new Jid(time) : default;
        return parsed;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not a jid.</exception>
    public static Jid Parse(string text) =>
        TryParse(text, out var jid) ? jid : throw new FormatException($"'{text}' is not a jid (20 digits, a UTC time)");

    /// <summary>A jid as an operator writes it.</summary>
    /// <exception cref="SaltException">BadRequest: it is no jid.</exception>
    public static Jid OfOperator(string text) => TryParse(text, out var jid)
        ? jid
        : throw new SaltException(Failure.BadRequest, $"'{text}' is not a jid: 20 digits, as master-cli jobs list shows them");

    /// <summary>The next jid that can be told from this one: a microsecond later.</summary>
    public Jid Next() => new(_time.AddMicroseconds(1));

    /// <summary>One that this side issues.</summary>
    public bool IsOf(JidSide side)
    {
        var isOdd = _time.Ticks / TimeSpan.TicksPerMicrosecond % 2 != 0;
        return side == JidSide.Any || isOdd == (side == JidSide.Minion);
    }

    public int CompareTo(Jid other) => _time.CompareTo(other._time);

    public static bool operator <(Jid left, Jid right) => left.CompareTo(right) < 0;

    public static bool operator >(Jid left, Jid right) => left.CompareTo(right) > 0;

    public static bool operator <=(Jid left, Jid right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Jid left, Jid right) => left.CompareTo(right) >= 0;

    public override string ToString() => _time.ToString(Format, CultureInfo.InvariantCulture);
}
