using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary><c>{minion: return}</c> as Python's <c>pprint</c> lays it out, minion by minion.</summary>
internal sealed class PprintOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data) => Page.Print(writer, PythonLayout.Of(data));

    public void WriteReturn(string name, JsonElement value, bool failed) =>
        Write(JsonText.Build(json => JsonText.WriteMember(json, name, value)));

    public void EndReturns()
    {
    }
}
