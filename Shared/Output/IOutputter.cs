using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>Prints data in one of Salt's output formats. One instance prints one command's output.</summary>
public interface IOutputter
{
    /// <summary>Whether this is a page for people, which also carries what Salt prints between the data: the jid, the
    /// summary, who did not answer. In the other formats stdout is data alone.</summary>
    bool IsPage { get; }

    /// <summary>Prints data that stands alone, such as a runner's answer.</summary>
    void Write(JsonElement data);

    /// <summary>Prints one minion's return, <c>{name: value}</c>: at once, or as a member of one document.</summary>
    /// <param name="failed">Its retcode is not 0, which colours it.</param>
    void WriteReturn(string name, JsonElement value, bool failed);

    /// <summary>Closes the document that the returns are members of. Call it once, behind the last of them.</summary>
    void EndReturns();
}
