using System.CommandLine;
using System.CommandLine.Help;

namespace Salt.Cli.Frame;

/// <summary>What <c>--help</c> prints: made by System.CommandLine from the declarations, as wide as the terminal.</summary>
internal static class HelpText
{
    public static void WriteOverview(Terminal terminal)
    {
        Write(terminal, CommandTree.Overview(), []);
        terminal.Out.WriteLine(
            """
            master-cli GROUP --help lists a group's verbs, master-cli VERB --help its options.
            Exit codes: 0 every target succeeded; 1 some failed; 2 nothing was reached; 3 some were
            not reached; 64 usage; 69 no master; 70 internal; 77 not permitted; 130 interrupted.
            """);
    }

    public static void WriteGroup(Terminal terminal, string group) => Write(terminal, CommandTree.Group(group), [group]);

    public static void Write(Terminal terminal, Verb verb) => Write(terminal, CommandTree.Single(verb), verb.Name.Split(' '));

    private static void Write(Terminal terminal, Command program, IReadOnlyList<string> path)
    {
        var parsed = program.Parse(path, WordParser.Configuration);
        // Its columns are padded to their width; nobody sees the blanks at the ends of lines.
        using var text = new StringWriter();
        parsed.InvocationConfiguration.Output = text;
        new HelpAction { MaxWidth = terminal.Width }.Invoke(parsed);
        foreach (var line in text.ToString().TrimEnd().Split('\n')) terminal.Out.WriteLine(line.TrimEnd());
        terminal.Out.WriteLine();
    }
}
