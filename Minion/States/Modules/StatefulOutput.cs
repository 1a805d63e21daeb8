using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Modules.Cmd;

namespace Salt.Minion.States.Modules;

/// <summary>Reads what a stateful command says of itself: a JSON object, or words <c>key=value</c> on its last line. Of those
/// <c>changed</c> and <c>comment</c> have a meaning.</summary>
internal static class StatefulOutput
{
    private static readonly string[] True = ["true", "yes", "1", "on"];

    /// <param name="result">With the output of the command as its changes.</param>
    public static StateResult Read(StateResult result)
    {
        var output = ((string?)result.Changes["stdout"] ?? "").TrimEnd();
        if (!TryReadJson(output, out var said) && !TryReadWords(output[(output.LastIndexOf('\n') + 1)..], out said))
            return result with { Result = false, Comment = $"{result.Comment}, and its last line says nothing of the state: changed=yes|no is needed" };
        var comment = said.Remove("comment", out var text) ? text?.ToString() ?? "" : result.Comment;
        var changed = said.Remove("changed", out var flag) && flag is not null && True.Contains(flag.ToString().ToLowerInvariant());
        if (!changed) return result with { Comment = comment, Changes = [], Result = result.Result is null ? true : result.Result };
        var changes = result.Changes.DeepClone().AsObject();
        foreach (var (key, value) in said) changes[key] = value?.DeepClone();
        return result with { Comment = comment, Changes = changes };
    }

    private static bool TryReadJson(string output, out JsonObject said)
    {
        said = [];
        if (!output.TrimStart().StartsWith('{')) return false;
        try
        {
            said = JsonNode.Parse(output)!.AsObject();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadWords(string line, out JsonObject said)
    {
        said = [];
        try
        {
            foreach (var word in ShellWords.Split(line))
            {
                var equals = word.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0) said[word[..equals]] = word[(equals + 1)..];
            }
        }
        catch (FormatException)
        {
            return false;
        }

        return said.ContainsKey("changed");
    }
}
