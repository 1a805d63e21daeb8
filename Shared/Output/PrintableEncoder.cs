using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Salt.Shared.Output;

/// <summary>JSON's escapes where JSON wants them (quotes, the backslash, control characters) or a terminal or a program that
/// reads lines might act on a character; every other character stands for itself, also one of two UTF-16 units.</summary>
internal sealed unsafe class PrintableEncoder : JavaScriptEncoder
{
    private const int Digits = 4;

    public static PrintableEncoder Instance { get; } = new();

    // \uXXXX twice.
    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override bool WillEncode(int unicodeScalar)
    {
        if (unicodeScalar is >= ' ' and < 0x7f) return unicodeScalar is '"' or '\\';
        return !Rune.IsValid(unicodeScalar) || Rune.GetUnicodeCategory(new Rune(unicodeScalar))
            is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
    }

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        for (var index = 0; index < span.Length;)
        {
            if (Rune.DecodeFromUtf16(span[index..], out var rune, out var length) != System.Buffers.OperationStatus.Done || WillEncode(rune.Value))
                return index;
            index += length;
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            _ => Escape(unicodeScalar),
        };
        var fits = escape.AsSpan().TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escape.Length : 0;
        return fits;
    }

    private static string Escape(int scalar) => Rune.IsValid(scalar)
        ? string.Concat(new Rune(scalar).ToString().Select(unit => $"\\u{((int)unit).ToString($"X{Digits}", CultureInfo.InvariantCulture)}"))
        : "\\uFFFD";
}
