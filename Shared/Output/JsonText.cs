using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Jinja.Values;
using Salt.Shared.Validation;

namespace Salt.Shared.Output;

/// <summary>JSON as it is printed: nothing escaped that need not be, numbers with the digits they came with.</summary>
public static class JsonText
{
    /// <summary>How deep a value may be nested.</summary>
    public const int MaxDepth = Nesting.Most;

    /// <summary>As Salt prints it.</summary>
    public const int DefaultIndent = 4;

    /// <summary>Levels around a value that is shown.</summary>
    private const int Around = 32;

    private static readonly JsonRule Readable = new(JsonShape.Any, MaxDepth - Around);

    /// <summary>One member or item a line. No line break at the end.</summary>
    /// <param name="indent">Blanks for each level; 0: all on one line.</param>
    public static string Indented(Action<Utf8JsonWriter> write, int indent = DefaultIndent) => Write(write, indent);

    /// <summary>On one line.</summary>
    public static string Compact(Action<Utf8JsonWriter> write) => Write(write, indent: 0);

    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.Clone();
    }

    /// <summary>A value that another machine made. What not every reader would take in the same way, a record of an earlier
    /// version for example, is a sentence in its place.</summary>
    public static JsonElement Foreign(ReadOnlyMemory<byte> utf8) => JsonCheck.Fault(utf8, Readable) is { } fault
        ? Build(json => json.WriteStringValue($"This value cannot be shown: it {fault}"))
        : Parse(utf8);

    /// <summary>The value that is written.</summary>
    public static JsonElement Build(Action<Utf8JsonWriter> write) => Parse(Encoding.UTF8.GetBytes(Compact(write)));

    /// <summary>The same value, read-only.</summary>
    public static JsonElement Of(JsonNode? node) => Build(json =>
    {
        if (node is null) json.WriteNullValue();
        else node.WriteTo(json);
    });

    internal static void WriteMember(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        value.WriteTo(json);
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write, int indent)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Encoder = PrintableEncoder.Instance,
            Indented = indent > 0,
            IndentSize = indent,
            NewLine = "\n",
            MaxDepth = MaxDepth + Around,
        };
        using (var json = new Utf8JsonWriter(buffer, options)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
