using Salt.Cli.Frame;
using Spectre.Console;

namespace Salt.Cli.Tables;

/// <summary>A table for people, drawn on a terminal.</summary>
internal sealed class TableText
{
    private readonly Table _table = new Table().Border(TableBorder.Simple);

    public TableText(params IEnumerable<string> columns)
    {
        foreach (var column in columns) _table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
    }

    /// <summary>Whether somebody looks at it: on a terminal, where no format was asked for and colours are wanted.</summary>
    public static bool IsWanted(Invocation invocation) =>
        invocation.Terminal is { IsInteractive: true, IsPlain: false }
        && !invocation.Words.Has(CommonOptions.Out) && !invocation.Words.Has(CommonOptions.NoColor);

    /// <param name="cells">Words of peers among them cannot steer the terminal.</param>
    public void Add(params IEnumerable<(string Text, string Colour)> cells) =>
        _table.AddRow(cells.Select(cell => new Text(Harmless.Of(cell.Text), cell.Colour.Length > 0 ? Style.Parse(cell.Colour) : Style.Plain)));

    public void Print(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        console.Profile.Width = terminal.Width;
        console.Write(_table);
        terminal.Out.Flush();
    }
}
