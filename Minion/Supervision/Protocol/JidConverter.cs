using System.Text.Json;
using System.Text.Json.Serialization;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Protocol;

/// <summary>A jid as its 20 digits.</summary>
internal sealed class JidConverter : JsonConverter<Jid>
{
    public override Jid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Jid.TryParse(reader.GetString(), out var jid) ? jid : throw new JsonException("not a jid");

    public override void Write(Utf8JsonWriter writer, Jid value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
