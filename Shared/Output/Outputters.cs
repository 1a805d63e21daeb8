using Salt.Shared.Output.States;

namespace Salt.Shared.Output;

/// <summary>The output formats by the name that <c>--out</c> gives them.</summary>
public static class Outputters
{
    public const string Default = "nested";

    /// <summary>For results of states.</summary>
    public const string Highstate = "highstate";

    public static IReadOnlyList<string> Names { get; } =
        ["nested", Highstate, "json", "jsonl", "yaml", "txt", "raw", "newline_values_only", "pprint", "table", "key", "quiet"];

    /// <summary>Makes the outputter of a name; null if there is none.</summary>
    /// <param name="writer">Where it prints. Flushed behind every minion's return by the formats that show them as they come.</param>
    /// <param name="coloured">For pages: with terminal colours.</param>
    /// <param name="indent">For <c>json</c>: blanks for each level; 0: all on one line.</param>
    /// <param name="states">For <c>highstate</c>: how results are shown; null: in full.</param>
    public static IOutputter? Find(string name, TextWriter writer, bool coloured, StateOutput? states = null, int indent = JsonText.DefaultIndent) => name switch
    {
        "nested" => new NestedOutputter(writer, coloured ? Palette.Salt : Palette.None),
        Highstate => new HighstateOutputter(writer, coloured ? Palette.Salt : Palette.None, states ?? StateOutput.Full),
        "json" => new JsonOutputter(writer, indent),
        "jsonl" => new JsonLinesOutputter(writer),
        "yaml" => new YamlOutputter(writer),
        "txt" or "text" => new TxtOutputter(writer),
        "raw" => new RawOutputter(writer),
        "newline_values_only" => new ValuesOutputter(writer),
        "pprint" => new PprintOutputter(writer),
        "table" => new TableOutputter(writer),
        "key" => new KeyOutputter(writer, coloured),
        "quiet" or "no_out" => new QuietOutputter(),
        _ => null,
    };

    /// <summary>The outputter of a name or, as Salt does, nested with a complaint.</summary>
    public static IOutputter FindOrNested(string name, TextWriter writer, bool coloured, Action<string> complain, StateOutput? states = null, int indent = JsonText.DefaultIndent)
    {
        if (Find(name, writer, coloured, states, indent) is { } found) return found;
        complain($"[ERROR   ] Invalid outputter {name} specified, fall back to nested");
        return Find(Default, writer, coloured)!;
    }
}
