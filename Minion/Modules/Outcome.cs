using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>What a function answers: the return as the user sees it, and the code that says whether it went well.</summary>
/// <param name="Return">Null is a return too (<c>None</c>).</param>
/// <param name="Retcode">0: well.</param>
/// <param name="Reason">One line, where the return does not say by itself what the code is about.</param>
public sealed record Outcome(JsonNode? Return, int Retcode = 0, string Reason = "")
{
    /// <summary>The function did not come to an answer: the return is the sentence why.</summary>
    public bool IsFault { get; init; }
}
