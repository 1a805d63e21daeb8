using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>One JSON document per line: <c>{minion: return}</c>, as each returns.</summary>
internal sealed class JsonLinesOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data) => WriteLine(data.WriteTo);

    public void WriteReturn(string name, JsonElement value, bool failed) =>
        WriteLine(json => JsonText.WriteMember(json, name, value));

    public void EndReturns()
    {
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        writer.Write(JsonText.Compact(write));
        writer.Write('\n');
        writer.Flush();
    }
}
