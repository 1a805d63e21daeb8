using System.Text;
using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>Every line of a string with the minion's name before it; anything else on one line, as Python prints it.</summary>
internal sealed class TxtOutputter(TextWriter writer) : IOutputter
{
    public bool IsPage => true;

    public void Write(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            Page.Print(writer, PythonText.Str(data));
            return;
        }

        var text = new StringBuilder();
        foreach (var member in data.EnumerateObject()) Append(text, member.Name, member.Value);
        Page.Print(writer, text.ToString());
    }

    public void WriteReturn(string name, JsonElement value, bool failed) =>
        Page.Print(writer, Append(new StringBuilder(), name, value).ToString());

    public void EndReturns()
    {
    }

    private static StringBuilder Append(StringBuilder text, string name, JsonElement value)
    {
        IEnumerable<string> lines = value.ValueKind == JsonValueKind.String
            ? PythonLines.Split(value.GetString()!)
            : [PythonText.Repr(value)];
        foreach (var line in lines) text.Append(name).Append(": ").Append(line).Append('\n');
        return text;
    }
}
