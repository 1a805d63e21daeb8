using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>One JSON document per line: <c>{minion: return}</c>, as each returns.</summary>
internal sealed class JsonLinesOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data) => WriteLine(data.WriteTo);

    public void WriteReturn(string name, JsonElement value, bool failed) => WriteLine(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        value.WriteTo(json);
        json.WriteEndObject();
    });

    public void EndReturns()
    {
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = JsonLimits.MaxDepth,
        };
        using (var json = new Utf8JsonWriter(buffer, options)) write(json);
        writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        writer.Write('\n');
        writer.Flush();
    }
}
