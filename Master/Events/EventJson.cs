using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Salt.Shared.Validation;

namespace Salt.Master.Events;

/// <summary>How the data of events is written.</summary>
internal static class EventJson
{
    // The reader is a terminal or a JSON parser, never a web page: text stays readable.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON that a minion made. What does not parse must not break the event around it: it becomes text.</summary>
    public static void WriteForeign(this Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        if (json.IsEmpty)
        {
            writer.WriteNullValue();
            return;
        }

        if (JsonCheck.Fault(json, JsonRule.Return) is null) writer.WriteRawValue(json.Span, skipInputValidation: true);
        else writer.WriteStringValue(Encoding.UTF8.GetString(json.Span));
    }
}
