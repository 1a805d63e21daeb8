using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>Prints nothing: the exit code is the answer.</summary>
internal sealed class QuietOutputter : IOutputter
{
    public bool IsPage => false;

    public void Write(JsonElement data)
    {
    }

    public void WriteReturn(string name, JsonElement value, bool failed)
    {
    }

    public void EndReturns()
    {
    }
}
