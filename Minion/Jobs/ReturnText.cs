using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Validation;

namespace Salt.Minion.Jobs;

/// <summary>A function's return as it travels: JSON, UTF-8, within <c>return_max</c>.</summary>
internal static class ReturnText
{
    private const int Smallest = 256;

    private static readonly JsonWriterOptions Options = new() { Encoder = Utf8Text.Encoder, MaxDepth = WireLimits.ReturnDepth };

    /// <param name="max">Bytes. Of a longer one head, tail and the count of what lies between are kept, as text.</param>
    /// <param name="expected">Bytes that it will roughly have: a buffer that grows to many megabytes leaves as many behind.</param>
    public static ReadOnlyMemory<byte> Of(JsonNode? value, long max, long expected = 0)
    {
        ReadOnlyMemory<byte> whole;
        try
        {
            whole = Serialize(value, (int)Math.Min(max, expected));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or JsonException)
        {
            // Deeper than a return can be, or parsed from text that was not what every reader takes.
            return Serialize(JsonValue.Create($"The minion's function returned what no return can hold: it is nested deeper than {WireLimits.ReturnDepth}, or is no Unicode"));
        }

        if (whole.Length <= max) return whole;

        var text = value is JsonValue && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : System.Text.Encoding.UTF8.GetString(whole.Span);
        return Cut(text, max, whole.Length);
    }

    /// <summary>Escapes make some characters longer than others, so what fits is found by trying.</summary>
    private static ReadOnlyMemory<byte> Cut(string text, long max, long size)
    {
        var kept = (int)(text.Length * (double)max / size);
        while (true)
        {
            var half = kept / 2;
            var shorter = $"{text.AsSpan(0, half)}\n[{text.Length - (2 * half)} characters left out]\n{text.AsSpan(text.Length - half)}";
            var cut = Serialize(JsonValue.Create(shorter));
            if (cut.Length <= max || kept == 0) return cut;
            kept = kept * 3 / 4;
        }
    }

    private static ReadOnlyMemory<byte> Serialize(JsonNode? value, int expected = 0)
    {
        var text = new ArrayBufferWriter<byte>(Smallest + expected);
        using (var json = new Utf8JsonWriter(text, Options))
        {
            if (value is null) json.WriteNullValue();
            else value.WriteTo(json);
        }

        return text.WrittenMemory;
    }
}
