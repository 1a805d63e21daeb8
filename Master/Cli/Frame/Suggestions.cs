using System.CommandLine;
using System.CommandLine.Invocation;

namespace Salt.Cli.Frame;

/// <summary>What a misspelt word may have been meant for.</summary>
internal static class Suggestions
{
    /// <summary>The end of a sentence: <c> (did you mean --async?)</c>; empty where nothing is near.</summary>
    public static string Text(string word, IEnumerable<Option> options)
    {
        var command = new Command("verb");
        // One letter is near every other letter: only words are compared.
        foreach (var name in options.Where(option => !option.IsHidden).SelectMany(option => option.Names).Where(name => name.Length > 2).Distinct())
            command.Add(new Option<bool>(name));
        return Text(command, word);
    }

    /// <summary>The same for verbs, or a group's words.</summary>
    public static string Text(string word, IEnumerable<string> commands)
    {
        var command = new Command("verb");
        foreach (var name in commands) command.Add(new Command(name));
        return Text(command, word);
    }

    private static string Text(Command command, string word)
    {
        var near = word.Length > 2 ? Near(command, word).ToList() : [];
        return near.Count == 0 ? "" : $" (did you mean {string.Join(" or ", near)}?)";
    }

    // The package shows what it finds in no other way than by printing it: a line that asks, then a name on each.
    private static IEnumerable<string> Near(Command command, string word)
    {
        var parsed = command.Parse([word], WordParser.Configuration);
        using var output = new StringWriter();
        parsed.InvocationConfiguration.Output = output;
        parsed.InvocationConfiguration.Error = TextWriter.Null;
        new ParseErrorAction { ShowHelp = false, ShowTypoCorrections = true }.Invoke(parsed);
        return output.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1);
    }
}
