using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>One JSON document: the data, or <c>{minion: return}</c> for all minions.</summary>
/// <remarks>Members are handed on as they come, so that no more than one return is held.</remarks>
/// <param name="indent">Blanks for each level; 0: all on one line.</param>
internal sealed class JsonOutputter(TextWriter writer, int indent = JsonText.DefaultIndent) : IOutputter
{
    private bool _open;

    public bool IsPage => false;

    public void Write(JsonElement data)
    {
        writer.Write(JsonText.Indented(data.WriteTo, indent));
        EndLine();
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
        // A document of one member, without the brace that closes it.
        var document = JsonText.Indented(json => JsonText.WriteMember(json, name, value), indent);
        writer.Write(_open ? $",{document.AsSpan(1, document.Length - 1 - End.Length)}" : document[..^End.Length]);
        _open = true;
    }

    public void EndReturns()
    {
        writer.Write(_open ? End : "{}");
        EndLine();
    }

    private string End => indent > 0 ? "\n}" : "}";

    private void EndLine()
    {
        writer.Write('\n');
        writer.Flush();
    }
}
