using System.Text.Json;
using System.Text.Json.Serialization;

namespace Salt.Minion.Spool;

internal sealed class Utf8TextConverter : JsonConverter<Utf8Text>
{
    public override Utf8Text? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Utf8Text.Of(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Utf8Text value, JsonSerializerOptions options) => value.WriteTo(writer);
}
