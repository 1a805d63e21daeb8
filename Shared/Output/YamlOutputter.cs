using System.Text.Json;
using Salt.Shared.Output.Yaml;

namespace Salt.Shared.Output;

/// <summary>YAML in block style, as PyYAML's <c>safe_dump</c> writes it; all minions together are one mapping.</summary>
internal sealed class YamlOutputter(TextWriter writer) : IOutputter
{
    private bool _any;

    public bool IsPage => false;

    public void Write(JsonElement data) => Page.Print(writer, new YamlEmitter().Document(data));

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        _any = true;
        writer.Write(new YamlEmitter().Member(name, value));
    }

    public void EndReturns()
    {
        if (!_any) writer.Write("{}\n");
        writer.Flush();
    }
}
