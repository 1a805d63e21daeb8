using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Shared.Validation;

/// <summary>Turns the fields of one message into plain values and remembers the first that breaks its rule. The values
/// count only if there is no <see cref="Violation"/>.</summary>
/// <param name="message">What the fields are named after.</param>
public sealed class MessageCheck(string message)
{
    private const int ShownMax = 80;

    private static readonly long LastTimeUs =
        new DateTimeOffset(WireLimits.LastYear + 1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixMicroseconds();

    /// <summary>The first there was; null: none.</summary>
    public Violation? Violation { get; private set; }

    public bool IsKept => Violation is null;

    public void Fail(string field, string fault) => Violation ??= new Violation($"{message}.{field}", fault);

    /// <summary>Text as somebody typed it: any whole characters but NUL.</summary>
    public string Text(string field, string text, int max)
    {
        if (text.Length > max) Fail(field, $"is {text.Length} characters long, at most {max} are taken");
        else if (text.Contains('\0', StringComparison.Ordinal)) Fail(field, "has a NUL");
        else if (HasHalf(text)) Fail(field, "has half a character (a lone surrogate)");
        return text;
    }

    /// <summary>A name: no control characters and no more than <paramref name="max"/>; may be empty.</summary>
    public string Name(string field, string text, int max)
    {
        if (text.Length > max) Fail(field, $"is {text.Length} characters long, at most {max} are taken");
        else if (!PlainLine.IsPlain(text)) Fail(field, $"has characters that no name has: '{Shown(text)}'");
        return text;
    }

    /// <summary>A sentence for people. It never breaks a rule: what must not stand in it is escaped, what is too long is cut.</summary>
    public static string Sentence(string text) => PlainLine.Of(text, WireLimits.Sentence);

    public string Issuer(string field, string text)
    {
        if (text.Length == 0) Fail(field, "is empty");
        return Name(field, text, WireLimits.Issuer);
    }

    public Jid Jid(string field, string text)
    {
        if (!Jobs.Jid.TryParse(text, out var jid)) Fail(field, $"is '{Shown(text)}', which is no jid (20 digits, a UTC time)");
        else if (jid.Time.Year > WireLimits.LastYear) Fail(field, $"is {text}: no job is of a year after {WireLimits.LastYear}");
        return jid;
    }

    public MinionId Id(string field, string text)
    {
        if (!MinionId.TryParse(text, out var id)) Fail(field, $"is '{Shown(text)}', which is no minion id ({MinionId.Rule})");
        return id;
    }

    public JobState State(string field, string text)
    {
        if (!JobStates.TryParse(text, out var state)) Fail(field, $"is '{Shown(text)}', which is no state of a job");
        return state;
    }

    /// <summary>Microseconds since the epoch; 0: none.</summary>
    public long Time(string field, long us)
    {
        if (us < 0 || us >= LastTimeUs) Fail(field, $"is {us}, which is no time in microseconds of the years 1970 to {WireLimits.LastYear}");
        return us;
    }

    public int Range(string field, long value, int least, int most)
    {
        if (value < least || value > most) Fail(field, $"is {value}; it can be {least} to {most}");
        return (int)Math.Clamp(value, least, most);
    }

    public long Size(string field, ulong size)
    {
        if (size > long.MaxValue) Fail(field, $"is {size}, which is no size");
        return (long)Math.Min(size, long.MaxValue);
    }

    public int Count(string field, int count, int most) => Range(field, count, 0, most);

    /// <summary>JSON that keeps to a rule, or nothing at all.</summary>
    public ReadOnlyMemory<byte> Json(string field, ReadOnlyMemory<byte> json, JsonRule rule)
    {
        if (!json.IsEmpty && JsonCheck.Fault(json, rule) is { } fault) Fail(field, fault);
        return json;
    }

    public ReadOnlyMemory<byte> Bytes(string field, ReadOnlyMemory<byte> bytes, int most)
    {
        if (bytes.Length > most) Fail(field, $"is {bytes.Length} bytes long, at most {most} are taken");
        return bytes;
    }

    private static string Shown(string text) => PlainLine.Of(text, ShownMax);

    private static bool HasHalf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
