using System.Text;
using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>Python's <c>repr</c> of <c>{minion: return}</c>, one line per minion.</summary>
internal sealed class RawOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data) => Page.Print(writer, PythonText.Str(data));

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        var text = PythonText.AppendRepr(new StringBuilder("{"), name).Append(": ");
        Page.Print(writer, PythonText.Append(text, value).Append('}').ToString());
    }

    public void EndReturns()
    {
    }
}
