using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>One JSON document, indented by four: the data, or <c>{minion: return}</c> for all minions.</summary>
/// <remarks>Members are handed on as they come, so that no more than one return is held.</remarks>
internal sealed class JsonOutputter(TextWriter writer) : IOutputter
{
    private bool _open;

    public bool IsPage => false;

    public void Write(JsonElement data)
    {
        writer.Write(JsonText.Indented(data.WriteTo));
        End();
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        // A document of one member, without the brace that closes it.
        var document = JsonText.Indented(json => JsonText.WriteMember(json, name, value));
        writer.Write(_open ? $",{document.AsSpan(1, document.Length - 3)}" : document[..^2]);
        _open = true;
    }

    public void EndReturns()
    {
        writer.Write(_open ? "\n}" : "{}");
        End();
    }

    private void End()
    {
        writer.Write('\n');
        writer.Flush();
    }
}
