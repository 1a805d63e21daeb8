using System.Diagnostics.CodeAnalysis;

namespace Salt.Shared.Identities;

/// <summary>The name of a minion, safe as a file name: 1 to 253 of <c>A-Z a-z 0-9 . _ -</c>, beginning with a letter or digit.</summary>
public readonly record struct MinionId : IComparable<MinionId>
{
    /// <summary>What the pattern asks, for a message.</summary>
    public const string Rule = "1 to 253 of letters, digits, '.', '_' and '-', beginning with a letter or digit";

    private const int MaxLength = 253;
    private readonly string _text;

    private MinionId(string text) => _text = text;

    public static bool TryParse([NotNullWhen(true)] string? text, out MinionId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || !char.IsAsciiLetterOrDigit(text[0])) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')) return false;
        }

        id = new MinionId(text);
        return true;
    }

    /// <exception cref="FormatException">The text breaks the pattern.</exception>
    public static MinionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a minion id ({Rule})");

    public int CompareTo(MinionId other) => string.CompareOrdinal(_text, other._text);

    public static bool operator <(MinionId left, MinionId right) => left.CompareTo(right) < 0;

    public static bool operator >(MinionId left, MinionId right) => left.CompareTo(right) > 0;

    public static bool operator <=(MinionId left, MinionId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MinionId left, MinionId right) => left.CompareTo(right) >= 0;

    public override string ToString() => _text ?? "";
}
