using System.Text.Json;
using System.Text.Unicode;

namespace Salt.Shared.Validation;

/// <summary>Whether bytes are JSON that every reader of this system takes in the same way: UTF-8, well-formed, within a
/// depth, no key twice in one object, no half of a character, no endless number. One pass, nothing is built.</summary>
public static class JsonCheck
{
    /// <returns>What is wrong, as the end of a sentence; null: nothing.</returns>
    public static string? Fault(ReadOnlyMemory<byte> json, JsonRule rule)
    {
        if (json.Length > rule.Bytes) return $"is {json.Length} bytes long, at most {rule.Bytes} are taken";
        if (!Utf8.IsValid(json.Span)) return "is not UTF-8";
        // One level more than is taken, so that what is too deep can be told from what is no JSON.
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = rule.Depth + 1 });
        try
        {
            return Read(ref reader, json, rule);
        }
        catch (JsonException)
        {
            return $"is not JSON (at byte {reader.BytesConsumed})";
        }
    }

    private static string? Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, JsonRule rule)
    {
        var names = new JsonNames(json);
        for (var isFirst = true; reader.Read(); isFirst = false)
        {
            if (isFirst && !Has(rule.Shape, reader.TokenType)) return rule.Shape == JsonShape.Array ? "is no JSON array" : "is no JSON object";
            var fault = reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= rule.Depth =>
                    $"is nested deeper than {rule.Depth}",
                JsonTokenType.StartObject => names.Open(),
                JsonTokenType.EndObject => names.Close(),
                JsonTokenType.PropertyName when HasHalf(ref reader) => Half(ref reader),
                JsonTokenType.PropertyName => names.Add(ref reader),
                JsonTokenType.String when HasHalf(ref reader) => Half(ref reader),
                JsonTokenType.Number when reader.ValueSpan.Length > WireLimits.NumberLength =>
                    $"has a number of {reader.ValueSpan.Length} characters, at most {WireLimits.NumberLength} are taken",
                _ => null,
            };
            if (fault is not null) return fault;
        }

        return null;
    }

    private static bool Has(JsonShape shape, JsonTokenType first) => shape switch
    {
        JsonShape.Array => first == JsonTokenType.StartArray,
        JsonShape.Map => first == JsonTokenType.StartObject,
        _ => true,
    };

    private static string Half(ref Utf8JsonReader reader) => $"has half a character (a lone surrogate) at byte {reader.TokenStartIndex}";

    // The reader has seen that every \u is followed by four hexadecimal digits.
    private static bool HasHalf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return false;
        var text = reader.ValueSpan;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != (byte)'\\')
            {
                i++;
                continue;
            }

            if (text[i + 1] != (byte)'u')
            {
                i += 2;
                continue;
            }

            var unit = Unit(text[(i + 2)..]);
            i += 6;
            if (char.IsLowSurrogate(unit)) return true;
            if (!char.IsHighSurrogate(unit)) continue;
            if (i + 6 > text.Length || text[i] != (byte)'\\' || text[i + 1] != (byte)'u' || !char.IsLowSurrogate(Unit(text[(i + 2)..]))) return true;
            i += 6;
        }

        return false;
    }

    private static char Unit(ReadOnlySpan<byte> digits)
    {
        var unit = 0;
        for (var i = 0; i < 4; i++) unit = (unit << 4) | Convert.ToInt32(((char)digits[i]).ToString(), 16);
        return (char)unit;
    }
}
