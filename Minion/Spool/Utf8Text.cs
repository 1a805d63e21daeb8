using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Salt.Minion.Spool;

/// <summary>Text that a program printed, as valid UTF-8. It may be many megabytes: half of what a string would take, and
/// it becomes JSON piece by piece.</summary>
public sealed class Utf8Text : IEquatable<Utf8Text>
{
    /// <summary>How text is escaped in returns.</summary>
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private const int Piece = 16 << 10;
    private const int LongestCharacter = 4;
    private const int LongestEscape = 12;

    private static readonly JsonTypeInfo<Utf8Text> JsonType = JsonMetadataServices.CreateValueInfo<Utf8Text>(
        new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() }, new Utf8TextConverter());

    private readonly ReadOnlyMemory<byte> _bytes;

    private Utf8Text(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    public static Utf8Text Empty { get; } = new(default);

    /// <summary>Bytes.</summary>
    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Span => _bytes.Span;

    public static Utf8Text Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Takes bytes over; what is not UTF-8 becomes U+FFFD.</summary>
    public static Utf8Text Of(ReadOnlyMemory<byte> bytes) => new(Utf8.IsValid(bytes.Span) ? bytes : Repaired(bytes.Span));

    public static implicit operator Utf8Text(string text) => Of(text);

    public static Utf8Text operator +(Utf8Text left, Utf8Text right)
    {
        if (left.Length == 0) return right;
        if (right.Length == 0) return left;
        var joined = new byte[left.Length + right.Length];
        left.Span.CopyTo(joined);
        right.Span.CopyTo(joined.AsSpan(left.Length));
        return new Utf8Text(joined);
    }

    /// <summary>Without white space at the end, as Python's <c>rstrip</c>.</summary>
    public Utf8Text TrimEnd()
    {
        var end = Length;
        while (end > 0
            && Rune.DecodeLastFromUtf8(Span[..end], out var last, out var length) == OperationStatus.Done
            && Rune.IsWhiteSpace(last))
        {
            end -= length;
        }

        return end == Length ? this : new Utf8Text(_bytes[..end]);
    }

    public bool Contains(string text) => Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    public bool EndsWith(char ascii) => Length > 0 && Span[^1] == ascii;

    /// <summary>Bytes of the text as JSON, without its quotes.</summary>
    public long JsonLength()
    {
        var rest = Span;
        var length = 0L;
        Span<byte> escaped = stackalloc byte[Piece];
        while (rest.Length > 0)
        {
            var plain = Encoder.FindFirstCharacterToEncodeUtf8(rest);
            if (plain < 0) return length + rest.Length;
            length += plain;
            rest = rest[plain..];
            var taken = Math.Min(rest.Length, Piece / LongestEscape);
            Encoder.EncodeUtf8(rest[..taken], escaped, out var consumed, out var written, isFinalBlock: taken == rest.Length);
            length += written;
            rest = rest[consumed..];
        }

        return length;
    }

    /// <summary>The text as a JSON value, which a return can hold.</summary>
    public JsonNode ToJson() => Length <= Piece ? JsonValue.Create(ToString()) : JsonValue.Create(this, JsonType)!;

    public override string ToString() => Encoding.UTF8.GetString(Span);

    public bool Equals(Utf8Text? other) => other is not null && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => Equals(obj as Utf8Text);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>Writes a JSON string in pieces, so that none is ever escaped as a whole.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        var rest = Span;
        while (rest.Length > Piece)
        {
            var end = Piece;
            while ((rest[end] & 0xC0) == 0x80) end--;
            json.WriteStringValueSegment(rest[..end], isFinalSegment: false);
            rest = rest[end..];
        }

        json.WriteStringValueSegment(rest, isFinalSegment: true);
    }

    private static byte[] Repaired(ReadOnlySpan<byte> bytes)
    {
        var repaired = new ArrayBufferWriter<byte>(bytes.Length + LongestCharacter);
        while (bytes.Length > 0)
        {
            Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            repaired.Advance(rune.EncodeToUtf8(repaired.GetSpan(LongestCharacter)));
            bytes = bytes[consumed..];
        }

        return repaired.WrittenSpan.ToArray();
    }
}
