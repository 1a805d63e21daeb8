using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>One JSON document, indented by four: the data, or <c>{minion: return}</c> for all minions.</summary>
internal sealed class JsonOutputter : IOutputter
{
    private readonly TextWriter _writer;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonOutputter(TextWriter writer)
    {
        _writer = writer;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            IndentSize = 4,
            NewLine = "\n",
            MaxDepth = JsonLimits.MaxDepth,
            SkipValidation = true,
        });
    }

    public bool IsPage => false;

    public void Write(JsonElement data)
    {
        data.WriteTo(_json);
        Pass();
        EndDocument();
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        if (_json.CurrentDepth == 0) _json.WriteStartObject();
        _json.WritePropertyName(name);
        value.WriteTo(_json);
        Pass();
    }

    public void EndReturns()
    {
        if (_json.CurrentDepth == 0) _json.WriteStartObject();
        _json.WriteEndObject();
        Pass();
        EndDocument();
    }

    // Hands on what there is, so that no more than one return is held.
    private void Pass()
    {
        _json.Flush();
        _writer.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }

    private void EndDocument()
    {
        _writer.Write('\n');
        _writer.Flush();
    }
}
