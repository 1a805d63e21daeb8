using System.Text.Json.Nodes;

namespace Salt.Minion.Modules.Cmd;

/// <summary>From the argument <c>cmd</c> to the words of a command line.</summary>
internal static class CommandWords
{
    /// <summary>A list is taken word by word, whatever the shell; a text is the shell's, or split as a shell would.</summary>
    /// <param name="shell">Null: no shell.</param>
    /// <exception cref="RefusedException">There is no command in it, or a quote is not closed.</exception>
    public static IReadOnlyList<string> Of(JsonNode? cmd, string? shell)
    {
        if (cmd is JsonArray list) return NotEmpty([.. list.Select(ScalarText.Of)], Text(cmd));
        var text = Text(cmd);
        if (shell is not null) return [shell, "-c", text];
        try
        {
            return NotEmpty(ShellWords.Split(text), text);
        }
        catch (FormatException e)
        {
            throw new RefusedException($"ERROR: Unable to run command '{text}', reason: {e.Message}");
        }
    }

    /// <summary>The command as a message names it.</summary>
    public static string Text(JsonNode? cmd) =>
        cmd is JsonArray list ? string.Join(' ', list.Select(ScalarText.Of)) : ScalarText.Of(cmd);

    private static List<string> NotEmpty(List<string> words, string text) =>
        words.Count > 0 && words[0].Length > 0
            ? words
            : throw new RefusedException($"ERROR: Unable to run command '{text}', reason: it names no program");
}
