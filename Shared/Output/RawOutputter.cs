using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>Python's <c>repr</c> of <c>{minion: return}</c>, one line per minion.</summary>
internal sealed class RawOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data) => Page.Print(writer, PythonText.Str(data));

    public void WriteReturn(string name, JsonElement value, bool failed) =>
        Page.Print(writer, $"{{{PythonText.Quote(name)}: {PythonText.Repr(value)}}}");

    public void EndReturns()
    {
    }
}
