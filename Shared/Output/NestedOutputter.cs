using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>Salt's own layout: keys on lines of their own, sorted, values four columns deeper.</summary>
internal sealed class NestedOutputter(TextWriter writer, Palette palette) : IOutputter
{
    public bool IsPage => true;

    public void Write(JsonElement data)
    {
        var layout = new NestedLayout(palette, palette.Key, palette.Text);
        layout.Append(data, 0, "");
        Page.Print(writer, layout.ToString());
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        var layout = failed
            ? new NestedLayout(palette, palette.Failure, palette.Failure)
            : new NestedLayout(palette, palette.Key, palette.Text);
        layout.AppendMember(name, value, 0, "");
        Page.Print(writer, layout.ToString());
    }

    public void EndReturns()
    {
    }
}
