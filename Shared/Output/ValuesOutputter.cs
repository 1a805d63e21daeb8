using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>Values alone, one per line; a list's items each on their own.</summary>
internal sealed class ValuesOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data)
    {
        var values = data.ValueKind == JsonValueKind.Object
            ? data.EnumerateObject().SelectMany(member => Lines(member.Value))
            : Lines(data);
        Page.Print(writer, string.Join('\n', values));
    }

    public void WriteReturn(string name, JsonElement value, bool failed) =>
        Page.Print(writer, string.Join('\n', Lines(value)));

    public void EndReturns()
    {
    }

    private static IEnumerable<string> Lines(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(PythonText.Str)
        : [PythonText.Str(value)];
}
